import { count } from '../../count.js';
import type { Finding } from '../finding.js';
import type { RfmOptions } from '../schema.js';

const axes = ['recency', 'frequency', 'monetary'] as const;

/** Whether method, bounds, bins and segments of RFM fit each other. */
export function checkRfm(rfm: RfmOptions): Finding[] {
  return [...checkMethod(rfm), ...checkBounds(rfm), ...checkSegments(rfm)];
}

function checkMethod({ method, bound, bounds }: RfmOptions): Finding[] {
  const findings: Finding[] = [];
  const path = ['rfm', 'bounds'];
  if (method === 'fixed' && !bounds)
    findings.push({ path, at: 'missing', message: 'missing; method fixed scores by them' });
  if (method !== 'fixed' && bounds) findings.push({ path, message: `only method fixed reads them, not ${method}` });
  if (method !== 'quantile' && bound === 'package') {
    findings.push({ path: ['rfm', 'bound'], found: bound, message: `only method quantile has it, not ${method}` });
  }
  return findings;
}

function checkBounds({ bounds, bins }: RfmOptions): Finding[] {
  if (!bounds) return [];
  return axes.flatMap(axis => {
    const values = bounds[axis];
    const path = ['rfm', 'bounds', axis];
    const wanted = bins ? bins[axis] - 1 : Math.min(values.length, 9);
    if (values.length !== wanted) {
      return [
        {
          path,
          message: `found ${count(values.length, 'bound')}, expected ${count(wanted, 'bound')}, one fewer than bins`,
        },
      ];
    }
    const falls = values.findIndex((value, index) => index > 0 && value <= (values[index - 1] as number));
    return falls < 0
      ? []
      : [{ path: [...path, falls], message: `${values[falls]} does not lie above ${values[falls - 1]}` }];
  });
}

function checkSegments({ segments, bins }: RfmOptions): Finding[] {
  if (typeof segments === 'string') return [];
  return segments.flatMap((segment, index) =>
    axes.flatMap((axis): Finding[] => {
      const [from, to] = segment[axis] ?? [1, 1];
      const path = ['rfm', 'segments', index, axis];
      const most = bins?.[axis] ?? 10;
      if (from > to) return [{ path, message: `no score is from ${from} to ${to}; change them over` }];
      return to > most
        ? [{ path, found: String(to), message: `found ${to}, but scores of ${axis} end at ${most}` }]
        : [];
    }),
  );
}
