/** Functions that give the same on both engines, as they are or by a macro of `src/engine/macros.sql`. */
const functions = words(`
  count sum min max count_if any_value arbitrary array_agg bool_and bool_or every max_by min_by stddev stddev_samp
  stddev_pop variance var_samp var_pop corr covar_samp covar_pop kurtosis geometric_mean regr_slope regr_intercept histogram map_agg grouping
  row_number rank dense_rank ntile percent_rank cume_dist lag lead first_value last_value nth_value
  abs sign round floor ceil ceiling truncate mod pow power exp ln log log2 log10 sqrt cbrt pi sin cos tan asin acos atan
  atan2 radians degrees greatest least width_bucket bitwise_and bitwise_or bitwise_xor is_nan nan infinity
  coalesce nullif if try cast try_cast
  date date_add date_diff date_trunc date_format date_parse extract year quarter month week day hour minute second
  day_of_week day_of_month day_of_year week_of_year year_of_week last_day_of_month from_unixtime to_unixtime
  substr substring strpos position lpad rpad trim ltrim rtrim lower upper length reverse normalize replace translate
  concat concat_ws starts_with split split_part chr codepoint format levenshtein_distance hamming_distance
  regexp_like regexp_replace regexp_extract regexp_extract_all regexp_count regexp_split
  md5 sha256 to_hex from_hex to_base64 to_utf8 from_utf8 url_extract_host
  json_extract_scalar json_extract json_array_length json_parse json_format
  sequence unnest array_join cardinality element_at contains array_position array_distinct array_sort array_max
  array_min array_intersect array_union array_except arrays_overlap array_remove flatten slice filter zip
  cosine_similarity row map map_keys map_values`);

/** Types that both engines know by the same name; decimal needs its digits. */
const types = words(`
  boolean tinyint smallint integer bigint real double decimal varchar varbinary date time timestamp json`);

/** Words of SQL that a parenthesis may follow and that are no functions. */
const syntax = words(`
  select from where having group by order partition on using in and or not is like between exists any all some as with
  when then else case end over filter values union except intersect distinct lateral sets rollup cube within array
  exclude rename join inner outer cross left right full limit offset fetch interval within recursive set ordinality`);

/** Names that the distributed engine keeps for itself: as a column's name they must be quoted. */
const reserved = words(`
  cube rollup end grouping skip natural values listagg normalize table order current_user left right trim`);

/** The fields of `extract` that mean the same. */
const fields = words('year quarter month week day doy hour minute second');

/** The lists that a select is held against. */
export const portableWords = { functions, types, syntax, reserved, fields };

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
