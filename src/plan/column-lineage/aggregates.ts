import { childrenOf } from './children.js';
import type { SyntaxNode } from './syntax.js';

const names = new Set(
  `count count_star sum min max avg count_if countif any_value arbitrary first last array_agg list string_agg bool_and bool_or every
  max_by min_by arg_max arg_min stddev stddev_samp stddev_pop variance var_samp var_pop corr covar_samp covar_pop kurtosis skewness
  geometric_mean regr_slope regr_intercept histogram map_agg median mode quantile quantile_cont quantile_disc approx_distinct
  approx_percentile product sumkahan fsum kahan_sum bit_and bit_or bit_xor grouping`.split(/\s+/),
);

/** The calls of aggregates in an expression; not those of a window or of a select inside it. */
export function aggregatesIn(node: SyntaxNode): SyntaxNode[] {
  if (node.class === 'WINDOW' || node.class === 'SUBQUERY') return [];
  if (node.class === 'FUNCTION' && names.has(String(node.function_name).toLowerCase())) return [node];
  return childrenOf(node).flatMap(aggregatesIn);
}

/** Whether an expression looks at other rows of its select. */
export function hasWindow(node: SyntaxNode): boolean {
  return node.class === 'WINDOW' || (node.class !== 'SUBQUERY' && childrenOf(node).some(hasWindow));
}
