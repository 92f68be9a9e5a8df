/** The three axes, in the order in which they are written. */
export const axes = ['recency', 'frequency', 'monetary'] as const;

export type Axis = (typeof axes)[number];

/** The columns behind each axis: the measure in feature.rfm, the score in score.rfm. */
export const axisColumns: Record<Axis, { measure: string; score: string }> = {
  recency: { measure: 'recency_days', score: 'r' },
  frequency: { measure: 'frequency', score: 'f' },
  monetary: { measure: 'monetary', score: 'm' },
};
