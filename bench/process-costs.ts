import { spawn } from 'node:child_process';
import { median } from './measure.ts';

/** What a process took from its start to its end. */
export interface ProcessCosts {
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** Has a process say at its end, on its third stream, what it took. */
const report = `--import=data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(3, JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 }));
  });
`)}`;

/**
 * The medians of `times` runs of Node with `words` in `folder`, after one that does not count: it fills the cache of compiled code.
 *
 * @throws when a run fails.
 */
export async function processCosts(times: number, words: readonly string[], folder: string): Promise<ProcessCosts> {
  await costsOfOne(words, folder);
  const runs: ProcessCosts[] = [];
  for (let index = 0; index < times; index += 1) runs.push(await costsOfOne(words, folder));
  return { cpuSeconds: median(runs.map(run => run.cpuSeconds)), peakBytes: median(runs.map(run => run.peakBytes)) };
}

async function costsOfOne(words: readonly string[], folder: string): Promise<ProcessCosts> {
  const child = spawn(process.execPath, [report, ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(`node ${words.join(' ')} ended with ${code}`);
  return JSON.parse(said);
}
