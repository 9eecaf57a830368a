#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addAskCommand } from './cli/ask.ts';
import { addBackupCommand } from './cli/backup.ts';
import { addCheckCommand } from './cli/check.ts';
import { addCollectCommand } from './cli/collect.ts';
import { addDigestCommand } from './cli/digest.ts';
import { addDoctorCommand } from './cli/doctor.ts';
import { addExportCommand } from './cli/export.ts';
import { addMigrateCommand } from './cli/migrate.ts';
import { addPriceCommand } from './cli/price.ts';
import { addPricesCommand } from './cli/prices.ts';
import { addRepriceCommand } from './cli/reprice.ts';
import { addStartCommand } from './cli/start.ts';
import { addTotalsCommand } from './cli/totals.ts';
import { type ExitCode, exitCodes, exitWith } from './exit.ts';

/** The `spendbot` command. Exit codes: 0 done, 1 failed or wrongly configured, 2 wrong usage. */
await exitWith(async () => {
  let code: ExitCode = exitCodes.done;
  const program = new Command('spendbot').description('What OpenAI costs your team.').exitOverride();
  for (const add of [
    addStartCommand,
    addCollectCommand,
    addAskCommand,
    addCheckCommand,
    addPriceCommand,
    addPricesCommand,
    addRepriceCommand,
    addMigrateCommand,
    addExportCommand,
    addDigestCommand,
    addBackupCommand,
    addDoctorCommand,
    addTotalsCommand,
  ]) {
    add(program, result => {
      code = result;
    });
  }
  try {
    await program.parseAsync();
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
});
