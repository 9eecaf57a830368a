import { start } from '../start.ts';
import { keepYoungHeapSmall } from '../young-heap.ts';
import type { AddCommand } from './command.ts';

export const addStartCommand: AddCommand = (program, finish) => {
  program
    .command('start')
    .description('run the bot: collect on schedule, answer in Slack')
    .action(async () => {
      keepYoungHeapSmall();
      finish(await start());
    });
};
