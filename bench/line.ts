/** The line of least squares through points, and the share of the spread that it explains. */
export function fitLine(points: [x: number, y: number][]): { intercept: number; slope: number; r2: number } {
  const mean = (of: (point: [number, number]) => number) =>
    points.reduce((sum, one) => sum + of(one), 0) / points.length;
  const [x, y] = [mean(one => one[0]), mean(one => one[1])];
  const sxx = mean(one => (one[0] - x) ** 2);
  const sxy = mean(one => (one[0] - x) * (one[1] - y));
  const syy = mean(one => (one[1] - y) ** 2);
  const slope = sxy / sxx;
  return { intercept: y - slope * x, slope, r2: syy === 0 ? 1 : sxy ** 2 / (sxx * syy) };
}
