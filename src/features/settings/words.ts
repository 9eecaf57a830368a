import { momentText, onlyWords, plural } from '#show/phrases.ts';
import { sourceName } from '#show/source-name.ts';
import { auditSentence } from '../setup/words.ts';
import type { SettingsView } from './view.ts';

const shownScopes = 20;

/** Writes people, channels and outside text for one surface. */
export interface SettingsWriter {
  person(id: string): string;
  channel(id: string): string;
  words(text: string): string;
}

export function settingsSections(view: SettingsView, { person, channel, words }: SettingsWriter): { title: string; lines: string[] }[] {
  const admins = view.admins.slice(0, 50).map(person).join(', ');
  const shown = view.scopes.slice(0, shownScopes);
  const more = view.scopes.length - shown.length;
  return [
    {
      title: 'Who can see individual people and keys',
      lines: [view.peopleVisible === 'everyone' ? 'Everyone' : 'Admins, and each person their own with /spend me'],
    },
    { title: 'Admins', lines: [`The workspace's admins and owners${admins === '' ? '' : `, and ${admins}`}`] },
    {
      title: 'Sources',
      lines: view.sources.map(source => words(`${sourceName(source, view.sources)}${source.isStopped ? ', stopped: see status' : ''}`)),
    },
    {
      title: 'Channels that show only a part',
      lines: [
        ...shown.map(
          scope =>
            `${channel(scope.channelId)} ${words(`shows ${onlyWords(scope.words)}, since ${momentText(scope.setAt)}`)}, by ${person(scope.setBy)}`,
        ),
        ...(more > 0 ? [`… and ${plural(more, 'more channel')}`] : []),
      ],
    },
    {
      title: 'Last changes',
      lines: view.changes.map(({ at, who, what }) => `${momentText(at)}: ${person(who)} ${words(auditSentence(what))}`),
    },
  ].map(section => (section.lines.length > 0 ? section : { ...section, lines: ['None'] }));
}
