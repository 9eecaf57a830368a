import { formatDays } from '#core/time/format-day.ts';
import { button } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { tablePart } from '#show/blocks/table-block.ts';
import { context, header, inMrkdwn, prose, section } from '#show/blocks/text-blocks.ts';
import { formatUsd } from '#show/format-figures.ts';
import { withinNote, withoutYearOf } from '#show/phrases.ts';
import { checkTable } from './check-table.ts';
import { checkVerdict } from './check-verdict.ts';
import { sumOfCompared } from './gap.ts';
import type { CheckView } from './view.ts';
import { checkNotes, checkSections } from './words.ts';

/** Under Slack's limit of 50 blocks, with room for the rest of the message. */
const listedSections = 20;

/** `Billed $5,352.55, estimated $5,317.02 · 25 Oct – 23 Nov`. */
function titleOf({ sources, from, to }: CheckView): string {
  const compared = sources.flatMap(({ reconciliation }) => reconciliation ?? []);
  const days = withoutYearOf(formatDays(from, to), to);
  if (compared.length === 0) return `Billed against estimated · ${days}`;
  const { billedNanoUsd, estimatedNanoUsd } = sumOfCompared(compared);
  return `Billed ${formatUsd(billedNanoUsd)}, estimated ${formatUsd(estimatedNanoUsd)} · ${days}`;
}

/** `/spend check`: the verdict, each gap with its reason, what could not be compared, and a table by model or by day. */
export function checkMessage(view: CheckView): Message {
  const verdict = checkVerdict(view);
  const sections = checkSections(view);
  const more = sections.length - listedSections;
  const table = checkTable(view, view.table);
  const ofDays = view.days === undefined ? '' : ` ${view.days}`;
  return {
    text: inMrkdwn([verdict, ...withinNote(view.within), ...sections.slice(0, 5).map(({ title, lines }) => title || (lines[0] ?? ''))]),
    parts: [
      words(header(titleOf(view))),
      words(section(verdict)),
      ...sections.slice(0, listedSections).map(({ title, lines }) => words(section([title, ...lines].filter(Boolean).join('\n')))),
      ...(more > 0 ? [words(prose(`… and ${more} more; \`spendbot check\` lists them all`))] : []),
      ...(table === null
        ? []
        : [
            ...(table.above === null ? [] : [words(section(table.above))]),
            tablePart(table, 'spendbot check lists all on the command line'),
          ]),
      words(context(checkNotes(view))),
      words({
        type: 'actions',
        elements: [
          view.table === 'day'
            ? button('ask:check-by-model', 'By model', `check by model${ofDays}`)
            : button('ask:check-by-day', 'By day', `check by day${ofDays}`),
          button('ask:check', 'Check again', `check${ofDays}`),
        ],
      }),
    ],
  };
}
