import { systemClock } from '../clock.ts';
import { environment } from '../config.ts';
import type { Finding } from '../core/finding.ts';
import { examine } from '../doctor.ts';
import { exitCodes } from '../exit.ts';
import { createLogger, withoutSecrets } from '../log.ts';
import type { AddCommand } from './command.ts';

const signs: Readonly<Record<Finding['outcome'], string>> = { fine: 'fine ', note: 'note ', wrong: 'WRONG' };

export const addDoctorCommand: AddCommand = (program, finish) => {
  program
    .command('doctor')
    .description('check every key, scope, address and the database, and say what to do')
    .action(async () => {
      let wrong = 0;
      for await (const { subject, outcome, words } of examine(environment(), systemClock, createLogger('silent'))) {
        process.stdout.write(withoutSecrets(`${signs[outcome]}  ${subject}: ${words}\n`));
        if (outcome === 'wrong') wrong += 1;
      }
      process.stdout.write(wrong === 0 ? 'All is well.\n' : `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.\n`);
      finish(wrong === 0 ? exitCodes.done : exitCodes.failed);
    });
};
