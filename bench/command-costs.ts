import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ProcessCosts, processCosts } from './process-costs.ts';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

/** What a command takes as a whole process, beside Node that does nothing; compiled code is in its cache. */
export interface CommandCosts {
  readonly nothing: ProcessCosts;
  readonly help: ProcessCosts;
  readonly ask: ProcessCosts;
}

export async function commandCosts(times: number): Promise<CommandCosts> {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-bench-'));
  try {
    return {
      nothing: await processCosts(times, ['-e', '0'], folder),
      help: await processCosts(times, [cli, '--help'], folder),
      ask: await processCosts(times, [cli, 'ask', 'last 7d'], folder),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
