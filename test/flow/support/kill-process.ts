import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import { childVariables } from '../../support/child-variables.ts';
import type { Collecting } from './collect-days.ts';
import type { Sending } from './send-until-idle.ts';
import type { LastStep } from './steps.ts';

/** A process of its own does `work`, and kills itself with SIGKILL right after `last`. */
export async function killProcess(work: Sending | Collecting, last: LastStep): Promise<void> {
  const child = spawn(process.execPath, ['test/flow/support/killed-process.ts'], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: childVariables,
  });
  const exited = once(child, 'exit');
  child.stdin.end(JSON.stringify({ last, at: work.clock(), work }));
  expect(await exited).toEqual([null, 'SIGKILL']);
}
