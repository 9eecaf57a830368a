import { zoneName } from '#core/time/local-time.ts';
import { oneLine } from '#show/escape.ts';
import { capitalized, localMoment } from '#show/phrases.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { sentenceLine, smallPrint, strongLine, styled, type TextLine } from '#show/terminal/text-line.ts';
import { doneWords } from '../setup/words.ts';
import { digestBudgetLines } from './digest-budget-lines.ts';
import { digestDetails } from './digest-details.ts';
import { digestNotes } from './digest-notes.ts';
import { digestVerdict } from './digest-verdict.ts';
import type { DigestsView, DigestView } from './view.ts';
import { withShortModels } from './with-short-models.ts';
import { digestHeadline, mostPriceChangesTold, noDigests } from './words.ts';

/** A digest on a terminal: subject and amount, the verdict, then budgets, the largest parts and what moved, a row each. */
export function digestText(asked: DigestView, terminal: Terminal): TextLine[] {
  const view = withShortModels(asked);
  const budgets = digestBudgetLines(view).map(line => {
    const end = line.indexOf(': ');
    return { title: line.slice(0, end), items: line.slice(end + 2).split(' · ') };
  });
  const columns = [
    { title: '', align: 'left', isFixed: true, role: 'dim' },
    { title: '', align: 'left', isWrapped: true },
  ] as const;
  const rows = [...budgets, ...digestDetails(view)].flatMap(({ title, items }) =>
    items.map((item, index) => [index === 0 ? title : '', item]),
  );
  return [
    strongLine(oneLine(digestHeadline(view))),
    sentenceLine(oneLine(digestVerdict(view).words)),
    ...seenPriceChangeLines(view.priceChanges ?? [], mostPriceChangesTold),
    '',
    ...(rows.length === 0 ? [] : [...drawTable({ columns, rows, hasHead: false }, terminal), '']),
    ...smallPrint(...digestNotes(view).map(note => `  ${oneLine(note)}`)),
  ];
}

const howTo = "spendbot ask 'digest daily at 9:00 Europe/Berlin for project Search in #channel'";

export function digestsText({ done, digests }: DigestsView, terminal: Terminal): TextLine[] {
  const columns = [
    { title: 'Digest', align: 'right', role: 'dim' },
    { title: 'When', align: 'left', isFixed: true },
    { title: 'Of', align: 'left' },
    { title: 'Channel', align: 'left', isFixed: true },
    { title: 'Next', align: 'left', isWrapped: true },
  ] as const;
  const rows = digests.map(({ number, rhythm, time, timeZone, scope, channelId, isPaused, next }) => [
    String(number),
    `${capitalized(rhythm)} at ${time} ${zoneName(timeZone)}`,
    scope === '' ? 'everything' : scope.replace(/^for /, ''),
    channelId,
    isPaused ? styled('warn', 'paused') : localMoment(next),
  ]);
  return [
    ...(done === null ? [] : [[styled('good', doneWords(done, 'Digest'))], '']),
    ...(rows.length === 0 ? [noDigests, ...smallPrint(`  ${howTo}`)] : drawTable({ columns, rows }, terminal)),
  ];
}
