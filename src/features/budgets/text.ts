import { formatDays } from '#core/time/format-day.ts';
import { oneLine } from '#show/escape.ts';
import { formatBasis, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { withoutYearOf } from '#show/phrases.ts';
import { drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { smallPrint, styled, type TextLine, type TextPiece, type TextRole } from '#show/terminal/text-line.ts';
import { changesText } from '../setup/changes-text.ts';
import { doneWords } from '../setup/words.ts';
import { subjectOf, toldForecast } from '../verdict/budget-outcome.ts';
import type { BudgetState, BudgetsView } from './view.ts';
import { headingFor, isSpendKnown, markOfBudget, noBudgets, perPeriod, progressBar, usedWords } from './words.ts';

const roles: Readonly<Record<ReturnType<typeof markOfBudget>, TextRole>> = { '🔴': 'bad', '🟡': 'warn', '🟢': 'good' };

/** Each budget on a terminal: its amount and scope, how much of it is spent, and who is told. */
export function budgetsText({ done, budgets, changes }: BudgetsView, terminal: Terminal): TextLine[] {
  return [
    ...(done === null ? [] : [[styled('good', doneWords(done, 'Budget'))], '']),
    ...budgets.flatMap((budget, index) => [...(index === 0 ? [] : ['']), ...budgetText(budget)]),
    ...(budgets.length === 0 ? [noBudgets, ...smallPrint(`  ${howTo}`)] : []),
    ...changesText(changes, terminal),
  ];
}

const howTo = "spendbot budget '$500 per month for project Search warn at 50,80,100 in #channel'";

function budgetText(budget: BudgetState): TextLine[] {
  const { number, amountNanoUsd, period, scope, isPaused, from, to } = budget;
  const title = `${formatUsdInWords(amountNanoUsd)} per ${period} ${scope || 'for everything'}${isPaused ? ' (paused)' : ''}`;
  const mark = isPaused || !isSpendKnown(budget) ? '' : `${markOfBudget(budget)} `;
  const basis = formatBasis(budget.basis, budget.listPricePercent, budget.billedPercent);
  const days = withoutYearOf(formatDays(from, to), from);
  return [
    [styled('title', oneLine(`${mark}${title}`)), styled('dim', ` · budget ${number}`)],
    [styled(null, '   '), ...spentPieces(budget), styled(null, headingFor(budget))],
    ...smallPrint(`   ${days}, ${basis} · warns at ${budget.thresholds.join(', ')}% in ${budget.channelId}`),
  ];
}

function spentPieces(budget: BudgetState): TextPiece[] {
  if (!isSpendKnown(budget)) return [styled('dim', '–')];
  const role = roles[markOfBudget(budget)];
  const { percent, spentNanoUsd } = budget;
  return [
    styled(role, `${progressBar(percent)} ${usedWords(budget)}`),
    styled('amount', `  ${formatUsd(spentNanoUsd)}`),
    styled(null, ' spent'),
  ];
}

/** The budgets of an overview on a terminal, a row each: fullest first, at most five. */
export function budgetsTable(budgets: readonly BudgetState[], terminal: Terminal): TextLine[] {
  const fullest = budgets.filter(({ isPaused }) => !isPaused).toSorted((a, b) => b.percent - a.percent);
  const shown = fullest.slice(0, 5);
  const left = fullest.length - shown.length;
  const columns = [
    { title: 'Budget', align: 'left' },
    { title: 'Used', align: 'right' },
    { title: '', align: 'left', isFixed: true, isOptional: true },
    { title: 'Spent', align: 'right', role: 'amount' },
    { title: 'Of', align: 'right' },
    { title: 'Heading', align: 'right', isOptional: true },
  ] as const;
  const rows = shown.map(budget => {
    const { amountNanoUsd, period, scope, percent, spentNanoUsd, forecastNanoUsd } = budget;
    const isKnown = isSpendKnown(budget);
    const role = isKnown ? roles[markOfBudget(budget)] : 'dim';
    return [
      `${isKnown ? `${markOfBudget(budget)} ` : ''}${scope === '' ? 'Everything' : subjectOf(scope)}, ${perPeriod[period]}`,
      styled(role, isKnown ? usedWords(budget) : '–'),
      styled(role, isKnown ? progressBar(percent) : ''),
      isKnown ? formatUsd(spentNanoUsd) : '–',
      formatUsdInWords(amountNanoUsd),
      forecastNanoUsd === null ? '–' : formatUsdInWords(toldForecast(forecastNanoUsd, amountNanoUsd)),
    ];
  });
  return [...drawTable({ columns, rows }, terminal), ...smallPrint(left > 0 ? `  … and ${left} more: spendbot budget` : '')];
}
