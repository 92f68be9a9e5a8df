/** The parts of the report that show a table, by their headings. */
export const shownIn: Readonly<Record<string, string[]>> = {
  'report.coverage': ['report: heading'],
  'report.period': ['report: Overview'],
  'report.headline': ['report: Overview'],
  'report.month': ['report: Months'],
  'report.retention': ['report: Retention'],
  'report.segment': ['report: Segments', 'customers-by-segment.csv'],
  'report.segment_movement': ['report: Movement'],
  'report.segment_member_movement': ['report: Movement', 'segment-movement.csv'],
  'report.rf_grid': ['report: Recency and frequency'],
  'report.revenue_curve': ['report: Concentration'],
  'report.top_product': ['report: Products'],
  'report.quality': ['report: Quality'],
  'report.refused': ['report: Quality'],
  'report.unknown_member': ['report: Quality'],
  'report.customer': ['customers-by-segment.csv'],
};
