import { examine } from '#app/doctor.ts';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import type { Finding } from '#core/setup-finding.ts';
import { createLogger, withoutSecrets } from '#log.ts';
import type { Command } from './command.ts';

const signs: Readonly<Record<Finding['outcome'], string>> = { fine: 'fine ', note: 'note ', wrong: 'WRONG' };

export async function doctorCommand({ environment, out, clock }: Command): Promise<ExitCode> {
  let wrong = 0;
  for await (const { subject, outcome, words } of examine(await environment(), clock, createLogger('silent'))) {
    await out.print(withoutSecrets(`${signs[outcome]}  ${subject}: ${words}\n`));
    if (outcome === 'wrong') wrong += 1;
  }
  await out.print(wrong === 0 ? 'All is well.\n' : `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.\n`);
  return wrong === 0 ? exitCodes.done : exitCodes.failed;
}
