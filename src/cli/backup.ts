import { statSync } from 'node:fs';
import { environment, readConfig } from '../config.ts';
import { exitCodes } from '../exit.ts';
import { backUp } from '../store/backup.ts';
import type { AddCommand } from './command.ts';

export const addBackupCommand: AddCommand = (program, finish) => {
  program
    .command('backup')
    .argument('<file>', 'where to write it; an older one is replaced')
    .description('copy the database to a file, also while spendbot runs')
    .action(async (file: string) => {
      const { databaseUrl } = readConfig(environment());
      await backUp(databaseUrl, file);
      process.stdout.write(`${file}: ${Math.ceil(statSync(file).size / 1024)} KiB\n`);
      finish(exitCodes.done);
    });
};
