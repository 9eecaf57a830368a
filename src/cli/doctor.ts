import { examine } from '#app/doctor.ts';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import type { Finding } from '#core/setup-finding.ts';
import { createLogger, withoutSecrets } from '#log.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { styled, type TextPiece } from '#show/terminal/text-line.ts';
import type { Command } from './command.ts';

const signs: Readonly<Record<Finding['outcome'], TextPiece>> = {
  fine: styled('good', 'fine '),
  note: styled('warn', 'note '),
  wrong: styled('bad', 'WRONG'),
};
const signWidth = 7;

export async function doctorCommand({ environment, out, clock }: Command): Promise<ExitCode> {
  let wrong = 0;
  for await (const { subject, outcome, words } of examine(await environment(), clock, createLogger('silent'))) {
    const [first = '', ...rest] = terminalText([withoutSecrets(`${subject}: ${words}`)], out.terminal.width - signWidth).split('\n');
    await out.printLines([[signs[outcome], styled(null, `  ${first}`)], ...rest.map(row => ' '.repeat(signWidth) + row)]);
    if (outcome === 'wrong') wrong += 1;
  }
  const verdict =
    wrong === 0 ? styled('good', 'All is well.') : styled('bad', `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.`);
  await out.printLines([[verdict]]);
  return wrong === 0 ? exitCodes.done : exitCodes.failed;
}
