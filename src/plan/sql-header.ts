/** What the comment lines on top of a file say, and what is wrong with them. */
export interface Header {
  says: { sentence: string; key: string[]; by?: string; severity?: 'error' | 'warn' };
  faults: { line: number; message: string }[];
}

/** Reads the header of a select: its sentence, then `key:`, `by:` and, for a check, `severity:`. */
export function readHeader(select: string, isCheck: boolean): Header {
  const lines = headerLines(select);
  const faults: Header['faults'] = [];
  const fields = fieldsOf(lines);
  const sentence = lines[0] ?? '';
  if (isCheck && sentence === '') faults.push({ line: 1, message: 'expected -- and what an offender is' });
  if (!isCheck && !/^One row( per |:)/.test(sentence)) faults.push({ line: 1, message: 'expected -- One row per …' });
  const key = names(fields.key?.text);
  if (!isCheck && key.length === 0) faults.push({ line: 2, message: 'expected -- key: column, column' });
  for (const name of [...key, ...names(fields.by?.text)])
    if (!/^[a-z_][a-z0-9_]*$/.test(name))
      faults.push({ line: lineOf(fields, name), message: `${name} is no column name` });
  const severity = fields.severity?.text ?? 'error';
  if (severity !== 'error' && severity !== 'warn')
    faults.push({ line: fields.severity?.line ?? 1, message: `severity is error or warn, not ${severity}` });
  if (fields.severity && !isCheck) faults.push({ line: fields.severity.line, message: 'only a check has a severity' });
  return {
    says: {
      sentence,
      key,
      ...(fields.by ? { by: fields.by.text } : {}),
      ...(isCheck ? { severity: severity === 'warn' ? 'warn' : 'error' } : {}),
    },
    faults,
  };
}

type Fields = Partial<Record<'key' | 'by' | 'severity', { line: number; text: string }>>;

/** The comment lines before the first line of SQL, without their dashes. */
function headerLines(select: string): string[] {
  const lines = select.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.findIndex(line => !line.startsWith('--'));
  return lines.slice(0, end < 0 ? lines.length : end).map(line => line.slice(2).trim());
}

function fieldsOf(lines: string[]): Fields {
  const fields: Fields = {};
  lines.forEach((line, index) => {
    const [, name, text] = /^(key|by|severity):\s*(.*)$/.exec(line) ?? [];
    if (name && text !== undefined) fields[name as keyof Fields] = { line: index + 1, text: text.trim() };
  });
  return fields;
}

function names(text = ''): string[] {
  return text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
}

function lineOf({ key, by }: Fields, name: string): number {
  return (names(key?.text).includes(name) ? key?.line : by?.line) ?? 1;
}
