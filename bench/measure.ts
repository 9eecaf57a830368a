/** Milliseconds that each of `times` runs of `run` took, after one that does not count. */
export async function timesOf(times: number, run: () => unknown): Promise<number[]> {
  await run();
  const took: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const start = performance.now();
    await run();
    took.push(performance.now() - start);
  }
  return took;
}

/** The middle of `values`. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
