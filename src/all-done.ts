/** The answers of all of these when each has ended: where one fails, the others are not left at work. Throws what the first of them threw. */
export async function allDone<Works extends readonly Promise<unknown>[]>(works: readonly [...Works]) {
  await Promise.allSettled(works);
  return Promise.all(works);
}
