import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unportable } from './words.js';

const folder = join(import.meta.dirname, '..', '..', 'sql');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.sql'));

/** The verdicts below were measured on DuckDB 1.5.6 and Trino 476. */
describe('portable words', () => {
  it.each(files)('sql/%s keeps to them', file => {
    expect(unportable(readFileSync(join(folder, file), 'utf8'))).toEqual([]);
  });

  it.each([
    'with a as (select 1 as x), b (y) as (select x + 1 from a) select * from b',
    'with recursive r (n) as (select 1 union all select n + 1 from r where n < 5) select n from r',
    'select row_number() over (partition by g order by s desc nulls last) as n from t',
    "select count(*) filter (where x > 5) as n, max(case when y then 'it''s' end) as \"end\" from t",
    'select g, grouping(g) as is_total from t group by grouping sets ((g), ())',
    "select cast(d + interval '1' month as date), date_add('day', -1, d) from t",
    "select count(*) over (order by d range between interval '7' day preceding and current row) as n from t",
    'select * from (values (1, 2)) as t (a, b) cross join unnest(sequence(1, 3)) as u (n)',
    "select array_join(array_agg(s order by s), ',') as all_s, array[1, 2][1] as one from t",
    "select cast(round(sum(x) / nullif(count(x), 0), 4) as decimal(18, 4)) from t where lower(s) like '%a%'",
    'select extract(year from d), trim(s), if(a = b, 1, 2), element_at(map(k, v), 1) from t',
    'select a from t order by a offset 5 limit 10',
    "select a from t -- avg(x) :: ilike\nwhere b = 'qualify' /* pivot */;",
    'select cast(d as timestamp with time zone) at time zone \'UTC\' as "order" from t',
  ])('takes %s', sql => {
    expect(unportable(sql)).toEqual([]);
  });

  it.each([
    ['select x::date from t', '::; write cast(x as type)'],
    ['select x from t qualify row_number() over () = 1', 'qualify; write row_number() in a subquery'],
    ["select x from t where s ilike 'a'", 'ilike; write lower(x) like'],
    ['select * exclude (a) from t', '* exclude; write the names of the columns'],
    ['select g, sum(x) from t group by all', 'group by all; write the names of the columns'],
    ['select distinct on (a) a, b from t', 'distinct on; write row_number() in a subquery'],
    ['select * from t asof join u on t.d >= u.d', 'asof; write a range join and row_number()'],
    ['select * from t natural join u', 'natural; write join … using'],
    ["select string_agg(s, ',') from t", 'string_agg(); not among the portable functions'],
    ['select median(x) from t', 'median(); not among the portable functions'],
    ['select mode(x) from t', 'mode(); not among the portable functions'],
    ['select arg_max(x, y) from t', 'arg_max(); not among the portable functions'],
    ["select strftime(d, '%Y') from t", 'strftime(); not among the portable functions'],
    ['select * from generate_series(1, 2)', 'generate_series(); not among the portable functions'],
    ["select * from read_parquet('f')", 'read_parquet(); not among the portable functions'],
    ['select list_sort(x) from t', 'list_sort(); not among the portable functions'],
    ['select avg(x) from t', 'avg(); write cast(sum(x) as double) / count(x)'],
    ['select extract(epoch from d) from t', 'extract(epoch); write day_of_week(), to_unixtime() …'],
    ['select [1, 2] from t', '[…]; write array[…]'],
    ['select a is not true from t', 'is not true; write not coalesce(x, false)'],
    ["select d + interval '1' day from t", 'interval; write cast(d + interval … as date), or date_add'],
    ['select cast(d + interval 1 day as date) from t', "interval; write interval '1' day"],
    ['select cast(x as text) from t', 'text; not among the portable types'],
    ['select cast(x as decimal) from t', 'decimal; write decimal(18, 4)'],
    ['select cast(x as varchar(3)) from t', 'varchar(n); only one engine cuts it: write varchar'],
    [
      'select cast(x as integer[]) from t',
      'integer[]; the engines spell it differently: take it from array_agg or filter',
    ],
    ['select sum(x) filter (where y) over () from t', 'filter … over; write a case inside'],
    ['select * from (values 1, 2) as t (a)', 'values 1, 2; write values (1), (2)'],
    ['select a from t limit 5 offset 2', 'limit, then offset; write offset, then limit'],
    ['select a from (from t)', 'from first; write select * from'],
    ['select a as skip from t', 'as skip; reserved, choose another name'],
    ["select j ->> 'a' from t", '->>; write json_extract_scalar'],
    ["select j -> 'a' from t", '-> <string>; write json_extract'],
    ['select a & b from t', '&; write bitwise_and'],
    ['select current_date from t', 'current_date; write conform.as_of: nothing may depend on the clock'],
    ['create table t as select 1', 'create; a file is one select'],
    ['select 1; drop table t', '; and more; a file is one select'],
    ['', '; a file is one select'],
  ])('refuses %s', (sql, fault) => {
    expect(unportable(sql)).toEqual([`line 1: ${fault}`]);
  });

  it('names the line, counted through comments and strings of several lines', () => {
    expect(unportable("-- one\n/* two\nthree */ select 'a\nb',\n  x::date\nfrom t")).toEqual([
      'line 5: ::; write cast(x as type)',
    ]);
  });
});
