import { literal } from '../../src/engine/engine.js';
import { months, weekdays } from '../../src/project/calendar-names.js';
import { dimensionNames } from '../../src/project/entities.js';
import type { ProjectFile } from '../../src/project/schema.js';

/** The project's settings as one row, so that every file of `sql/` can read them. */
export function settingSelect(config: ProjectFile, asOf: string | undefined): string {
  const systems = new Set(Object.values(config.sources).map(source => source.system)).size;
  const date = asOf ?? config.as_of;
  return `select
  ${literal(config.currency)} as reporting_currency,
  ${literal(config.calendar.time_zone)} as time_zone,
  cast(${weekdays.indexOf(config.calendar.week_start) + 1} as integer) as week_start,
  cast(${config.calendar.fiscal_start} as integer) as fiscal_start,
  ${retailSettings(config.calendar.retail)},
  ${literal(config.customers.ids)} as customer_ids,
  ${literal(config.products.ids)} as product_ids,
  ${config.products.cost === 'unit_cost'} as costs_by_product,
  ${dimensionNames.map(name => `${literal(config.dimensions[name].deletes)} as ${name}_deletes`).join(',\n  ')},
  cast(${systems} as integer) as systems,
  ${config.entities.payment !== undefined} as has_payments,
  ${literal(config.rfm.orders)} as rfm_orders,
  ${churnSettings(config.churn)},
  cast(${date ? literal(date) : 'null'} as date) as as_of`;
}

/** The day of the year's end by numbers, how late it may be, and the weeks of a quarter before its second and its third month. */
function retailSettings({ pattern, ends, weekday, month }: ProjectFile['calendar']['retail']): string {
  const [first = 0, second = 0] = pattern.split('-').map(Number);
  return `cast(${months.indexOf(month) + 1} as integer) as retail_month,
  cast(${weekdays.indexOf(weekday) + 1} as integer) as retail_weekday,
  cast(${ends === 'nearest' ? 3 : 0} as integer) as retail_late_days,
  cast(${first} as integer) as retail_first_weeks,
  cast(${first + second} as integer) as retail_second_weeks`;
}

/** The windows of churn; without its section they are null, and so its tables are empty. */
function churnSettings(churn: ProjectFile['churn']): string {
  const whole = (value: number | undefined) => `cast(${value ?? 'null'} as integer)`;
  return `cast(${churn ? literal(churn.by) : 'null'} as varchar) as churn_by,
  ${whole(churn?.observation_days)} as churn_observation_days,
  ${whole(churn?.gap_days)} as churn_gap_days,
  ${whole(churn?.outcome_days)} as churn_outcome_days,
  ${whole(churn?.dates)} as churn_dates,
  ${churn?.attributes === 'told'} as churn_attributes_when_told`;
}
