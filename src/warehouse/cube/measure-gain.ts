import type { DuckDb } from '../../engine/duckdb.js';
import { ask, type CubeAnswer } from '../../olap/ask.js';
import type { Cube } from '../../olap/cube.js';
import type { CubeQuery } from '../../olap/query.js';

/** What was measured with an aggregate that was made for a while, each question asked by its shape: levels of its conditions as rows. */
export interface Gain {
  /** To make it. */
  build_ms: number;
  /** Questions that it answered, in whole or in part. */
  questions: number;
  /** These once, from what stands now and with all that are proposed: sums of medians of three. */
  now_ms: number;
  with_ms: number;
}

/** Makes aggregates in memory and times questions to a cube without and with them; by the name of the aggregate. */
export async function measureGains(
  engine: DuckDb,
  cube: Cube,
  { imagined, picked }: { imagined: Cube; picked: { name: string; select: string }[] },
  questions: CubeQuery[],
): Promise<Map<string, Gain>> {
  const gains = new Map<string, Gain>();
  const aggregates = new Map(cube.aggregates);
  const made: string[] = [];
  try {
    for (const { name, select } of picked) {
      const aggregate = imagined.aggregates.get(name);
      if (!aggregate) continue;
      const begun = performance.now();
      const { name: written, table } = await engine.aside(select);
      made.push(written);
      aggregates.set(name, { ...aggregate, table });
      gains.set(name, { build_ms: Math.round(performance.now() - begun), questions: 0, now_ms: 0, with_ms: 0 });
    }
    const having = { ...cube, aggregates };
    for (const question of questions) {
      const after = await timed(() => ask(engine, having, question));
      const used = after.answer.source.flatMap(name => gains.get(name) ?? []);
      if (used.length === 0) continue;
      const before = await timed(() => ask(engine, cube, question));
      for (const gain of used) {
        gain.questions++;
        gain.now_ms += before.ms;
        gain.with_ms += after.ms;
      }
    }
    return gains;
  } finally {
    for (const table of made) await engine.run(`drop table ${table}`);
  }
}

/** The middle one of three times; before them once, for the keys that are looked at but once. */
async function timed(work: () => Promise<CubeAnswer>): Promise<{ ms: number; answer: CubeAnswer }> {
  const answer = await work();
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return { answer, ms: Math.round(times.sort((a, b) => a - b)[1] ?? 0) };
}
