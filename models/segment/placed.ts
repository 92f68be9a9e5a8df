/** A value that is there, as the distances see it: logarithm, drawn in, centred, divided. */
export function placed(
  value: number,
  log: boolean,
  lower: number,
  upper: number,
  center: number,
  scale: number,
): number {
  const logged = log ? Math.log(1 + Math.max(value, 0)) : value;
  return (Math.min(Math.max(logged, lower), upper) - center) / scale;
}
