import type { Message } from '../../demo/slack/message.ts';
import type { SlackStandIn } from '../../demo/slack/stand-in.ts';
import { labelFaults, saidIn, wordFaults } from './word-faults.ts';

/** Listens to all that the bot says in `slack` so far and from now on, in messages, modals and Home tabs. */
export function hearWords(slack: SlackStandIn): { faults(): string[] } {
  const found = new Set<string>();
  const listen = (shown: Parameters<typeof saidIn>[0]) => {
    for (const fault of [...saidIn(shown).flatMap(wordFaults), ...labelFaults(shown.blocks)]) found.add(fault);
  };
  const isOfBot = ({ author }: Message) => slack.workspace.people.every(({ id }) => id !== author);
  for (const { id } of slack.workspace.channels) slack.workspace.messages(id).filter(isOfBot).forEach(listen);
  slack.workspace.onMessage(({ kind, message }) => {
    if (kind !== 'deleted' && isOfBot(message)) listen(message);
  });
  return {
    faults() {
      for (const { args } of slack.calls) {
        const view: unknown = typeof args.view === 'string' ? JSON.parse(args.view) : args.view;
        if (typeof view === 'object' && view !== null) listen(view);
      }
      return [...found];
    },
  };
}

/** Throws if anything heard should not be read by people. Call it once the bot and its workspace are closed. */
export function mindWords(heard: { faults(): string[] }): void {
  const faults = heard.faults();
  if (faults.length > 0) throw new Error(`The bot said what nobody should read:\n${faults.join('\n')}`);
}
