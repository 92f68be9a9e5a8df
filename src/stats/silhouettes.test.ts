import { expect, it } from 'vitest';
import { kmeans } from './kmeans.js';
import { random } from './random.js';
import { silhouette } from './silhouette.js';
import { silhouettes } from './silhouettes.js';

it('are of each partition what they are alone', () => {
  const { uniform } = random(4);
  const columns = Array.from({ length: 3 }, () => Float64Array.from({ length: 200 }, uniform));
  const partitions = [2, 3, 7].map(k => kmeans(columns, { k, nInit: 2 }));
  const found = silhouettes(columns, partitions);
  for (const [at, { labels, k }] of partitions.entries()) {
    const { value, perCluster } = silhouette(columns, labels, k);
    expect(found[at]?.value).toBeCloseTo(value, 13);
    perCluster.forEach((one, label) => {
      expect(found[at]?.perCluster[label]).toBeCloseTo(one, 12);
    });
  }
});

/** Truth: 0, 1 against 4, 6 by hand, as in silhouette.test.ts; 0 against 1, 4, 6 has 0 and, for the others, (1 - 4)/4, (4 - 2.5)/4 and (6 - 3.5)/6. */
it('are right by hand for two partitions at once', () => {
  const [two, one] = silhouettes(
    [[0, 1, 4, 6]],
    [
      { labels: [0, 0, 1, 1], k: 2 },
      { labels: [0, 1, 1, 1], k: 2 },
    ],
  );
  expect(two?.value).toBeCloseTo((4 / 5 + 3 / 4 + 3 / 7 + 7 / 11) / 4, 14);
  expect(one?.value).toBeCloseTo(((1 - 4) / 4 + (4 - 2.5) / 4 + (6 - 3.5) / 6) / 4, 14);
});
