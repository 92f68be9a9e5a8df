/**
 * The completion of bash. It asks nothing of the bash-completion package, which many machines lack, hands on what is typed as it
 * stands, where `eval` would run a `$(…)` in it, and leaves paths to the shell.
 */
export const bashCompletion = `# bash completion for custometry
_custometry() {
  local word=\${COMP_WORDS[COMP_CWORD]} line
  COMPREPLY=()
  while IFS= read -r line; do
    line=\${line%%$'\\t'*}
    if [[ $line != :* && $line == "$word"* ]]; then COMPREPLY+=("$line"); fi
  done < <(custometry complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _custometry custometry
`;
