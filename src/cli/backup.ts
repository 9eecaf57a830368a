import { statSync } from 'node:fs';
import { readConfig } from '#app/config.ts';
import { backUp } from '#data/database/backup.ts';
import type { Command } from './command.ts';

export async function backupCommand({ environment, out }: Command, file: string): Promise<void> {
  const { databaseUrl } = await readConfig(await environment(), {}, ['databaseUrl']);
  const { isReplaced } = await backUp(databaseUrl, file);
  const replaced = isReplaced ? '; it replaces the file that was there' : '';
  await out.printLines([`${file}: ${Math.ceil(statSync(file).size / 1024)} KiB${replaced}`]);
}
