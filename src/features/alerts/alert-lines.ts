import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { formatDay, formatDays } from '#core/time/format-day.ts';
import { formatBasis, formatCount, formatShare, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { capitalized, inWords, shortMoment, weekdayAndDay } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { percentSpent } from '../setup/budget.ts';
import { monthSentence, overOrUnder, subjectOf, toldForecast } from '../verdict/budget-outcome.ts';
import { usualWeekday } from '../verdict/day-comparison.ts';
import { type LaggingSource, missingWords } from '../verdict/staleness.ts';
import { stopCauseOf } from '../verdict/stop-cause.ts';
import { isWithin } from '../verdict/usual.ts';
import { explainedRise, withShortCauses } from './alert-cause.ts';
import { endsOver, spikeComparison } from './alert-headline.ts';
import type { AlertFinding, AlertView, MainProject } from './view.ts';

const longestName = 80;

/** What an open alert is heading for and what caused it, a line each. Names are not escaped. */
export function alertLines(asked: AlertView): string[] {
  const view = withShortCauses(asked);
  const { finding } = view;
  switch (finding.alert) {
    case 'budget':
    case 'forecast':
      return [
        sentences([spentWords(finding), lackingWords(finding), paceWords(view, finding), largestWords(view, finding.scope)]),
        ...growthLine(view),
      ];
    case 'day':
      return [
        sentences([
          lackingWords(finding),
          usualWords(finding),
          causeWords(view) ?? largestWords(view, finding.scope),
          monthWords(view, finding),
        ]),
      ].filter(line => line !== '');
    case 'spike':
      return [sentences([lackingWords(finding), spikeWords(view, finding), monthWords(view, finding)])].filter(line => line !== '');
    case 'silent':
      return [
        sentences([
          finding.lastCollectedAt === null
            ? 'Nothing was ever read: there are no figures yet'
            : `Last read ${shortMoment(finding.lastCollectedAt)}: figures, digests and alerts don’t include later use`,
          ...stoppedSentences(finding.stoppedBecause),
        ]),
      ];
    case 'unpriced': {
      const quantities = finding.quantities.slice(0, 5).map(({ unit, quantity }) => `${formatCount(quantity)} ${inWords(unit)}`);
      const day = formatDay(finding.from);
      const since = finding.isNew === true ? `First used on ${day}, and not in the cost` : `Not in the cost since ${day}`;
      const project = finding.project ? `, ${mostlyOf(finding.project)}` : '';
      return [
        sentences([`${since}: ${quantities.join(', ')}${project}`, 'An admin can set a price in spendbot.yml; then run spendbot reprice']),
      ];
    }
    case 'new model':
    case 'new key':
      return [
        sentences([
          firstUseWords(finding),
          finding.alert === 'new model' && finding.costNanoUsd === null ? 'No price is known for it' : '',
        ]),
      ];
  }
}

/** The cause, who can do what, and where OpenAI's own words are. */
function stoppedSentences(stoppedBecause: string | null): string[] {
  if (stoppedBecause === null) return ['/spend status says more'];
  const { words, remedy } = stopCauseOf(stoppedBecause);
  const isQuoted = stoppedBecause.includes(': "');
  return [capitalized(words), remedy, `/spend status ${isQuoted ? 'shows OpenAI’s own words' : 'says more'}`];
}

/** `First used on Tue 24 Nov, $1.50 so far, all by project Search`. */
function firstUseWords({ day, costNanoUsd = null, project }: Extract<AlertFinding, { alert: 'new model' | 'new key' }>): string {
  const cost = costNanoUsd === null ? [] : [`${formatUsd(costNanoUsd)} so far`];
  return [`First used on ${weekdayAndDay(day)}`, ...cost, ...(project ? [mostlyOf(project)] : [])].join(', ');
}

/** `94% of it by project Search`. */
function mostlyOf({ label, share }: MainProject): string {
  return `${share === 1 ? 'all' : `${formatShare(share)} of it`} by project ${shorten(label, longestName)}`;
}

/** `████████░░ 80%`, and when the thresholds were reached; null where there is no budget. */
export function budgetBar({ finding }: Pick<AlertView, 'finding'>): string | null {
  if (finding.alert !== 'budget' && finding.alert !== 'forecast') return null;
  if (finding.amountNanoUsd <= 0n) return null;
  const percent = percentSpent(finding.amountNanoUsd, finding.spentNanoUsd);
  const full = Math.min(10, Math.max(0, Math.floor(percent / 10)));
  return `${'█'.repeat(full)}${'░'.repeat(10 - full)} ${formatCount(percent)}%`;
}

/** The small print: `50% on 14 Nov · 80% now · next at 100%`, when it was noticed, and since when an open one's figures are behind. */
export function alertNote({ finding, beganAt, state }: AlertView): string {
  const readUntil = 'readUntil' in finding && state !== 'resolved' ? finding.readUntil : undefined;
  const behind = readUntil === undefined ? '' : ` · not read since ${shortMoment(readUntil)}`;
  const since = `noticed ${shortMoment(beganAt)}${behind}`;
  if (finding.alert !== 'budget' || finding.course === undefined) return capitalized(since);
  const { reached, nextPercent } = finding.course;
  const steps = reached.map(({ percent, day }) => `${formatCount(percent)}% ${day === null ? 'now' : `on ${formatDay(day)}`}`);
  return capitalized([...steps, ...(nextPercent === null ? [] : [`next at ${formatCount(nextPercent)}%`]), since].join(' · '));
}

type BudgetFinding = Extract<AlertFinding, { alert: 'budget' | 'forecast' }>;

function sentences(parts: readonly string[]): string {
  return parts
    .filter(part => part !== '')
    .map(part => (part.endsWith('.') ? part : `${part}.`))
    .join(' ');
}

/** `$401.12 by 24 Nov`, where reading stopped `… by 24 Nov, 17:00 UTC`, `… (partly estimated)`; of a budget that was passed also by how much. */
function spentWords({ spentNanoUsd, amountNanoUsd, through, readUntil, basis, listPricePercent, billedPercent }: BudgetFinding): string {
  const note = basis === 'billed' ? '' : ` (${formatBasis(basis, listPricePercent, billedPercent)})`;
  const over = spentNanoUsd > amountNanoUsd ? `, ${overOrUnder(spentNanoUsd, amountNanoUsd)}` : '';
  return `${formatUsd(spentNanoUsd)} by ${readUntil === undefined ? formatDay(through) : shortMoment(readUntil)}${note}${over}`;
}

/** `Source eu was last read 24 Nov, 15:53 UTC. Its later use is missing: OpenAI refuses the admin key (403).`, and what to do. */
function lackingWords({ lacking }: { readonly lacking?: LaggingSource }): string {
  return lacking === undefined ? '' : missingWords(lacking, shortMoment(lacking.lastReadAt), 'Its later use');
}

/** `At this pace it ends near $540, passing $500 on 28 Nov`. How far over is in the headline. */
function paceWords({ heading }: AlertView, finding: BudgetFinding): string {
  if (heading === null) return '';
  const { amountNanoUsd, course } = finding;
  const told = toldForecast(heading.forecastNanoUsd, amountNanoUsd);
  const end = endsOver(finding, heading) ? '' : `, ${overOrUnder(told, amountNanoUsd)}`;
  const passes = course?.passesOn ? `, passing ${formatUsdInWords(amountNanoUsd)} on ${formatDay(course.passesOn)}` : '';
  return `At this pace it ends near ${formatUsdInWords(told)}${end}${passes}`;
}

/** `The largest model is gpt-5.5 ($310.40, 77%), the largest project Search ($293.25, 73%)`. */
function largestWords({ largest }: AlertView, scope: string): string {
  const named = largest.filter(({ label }) => label !== subjectOf(scope));
  const words = named.map(({ dimension, label, costNanoUsd, share }, index) => {
    const noun = dimension === 'user' ? 'person' : dimension;
    return `the largest ${noun} ${index === 0 ? 'is ' : ''}${shorten(label, longestName)} (${formatUsd(costNanoUsd)}, ${formatShare(share)})`;
  });
  return capitalized(words.join(', '));
}

/** `$150 more through 23 Nov than 1–23 Oct: gpt-5.5, +$120, more use.` */
function growthLine(view: AlertView): string[] {
  const words = causeWords(view);
  return words === null ? [] : [sentences([words])];
}

function causeWords({ causes, finding }: AlertView): string | null {
  if (causes === null) return null;
  const { from, to, through, changeNanoUsd, parts } = causes;
  const subject = 'scope' in finding ? subjectOf(finding.scope) : '';
  const explanation = explainedRise(
    changeNanoUsd,
    parts.filter(({ label }) => label !== subject),
    { separator: ', ', isBaseUsual: false },
  );
  const before = from === to ? weekdayAndDay(from) : spanOfDays(from, to);
  return `${formatUsdInWords(changeNanoUsd)} more ${through === undefined ? '' : `through ${formatDay(through)} `}than ${before}${explanation === null ? '' : `: ${explanation.words}`}`;
}

/** `Key farah-evals on gpt-5.5: +$747, 140 times its usual tokens. Everything else was as usual`. */
function spikeWords(view: AlertView, finding: Extract<AlertFinding, { alert: 'spike' }>): string {
  const { causes } = view;
  const { costNanoUsd, scope } = finding;
  const parts = (causes?.parts ?? []).filter(({ label }) => label !== subjectOf(scope));
  const comparison = spikeComparison(finding);
  const isUsual = (cost: NanoUsd) => comparison !== null && comparison.range !== null && isWithin(cost, comparison.range);
  const explanation =
    causes === null || comparison === null
      ? null
      : explainedRise(costNanoUsd - comparison.fromNanoUsd, parts, {
          separator: ': ',
          isBaseUsual: isUsual(costNanoUsd - causes.changeNanoUsd),
        });
  if (explanation === null) {
    const none = parts.length === 0 ? '' : 'No single model or project explains it';
    return sentences([none, largestWords(view, scope)]).replace(/\.$/, '');
  }
  // A name keeps its letters: gpt-5.5 is no Gpt-5.5.
  const cause = `${explanation.words.replace(/^key /, 'Key ')}.`;
  return isUsual(costNanoUsd - explanation.coveredNanoUsd) ? `${cause} Everything else was as usual.` : cause;
}

/** `A usual Tuesday costs $190`. */
function usualWords({ sameWeekdays = [], ...found }: Extract<AlertFinding, { alert: 'day' }>): string {
  const words = usualWeekday({ ...found, sameWeekdays });
  return found.scope === '' ? capitalized(words) : capitalized(words.replace(/^a usual/, 'its usual'));
}

/** `November ends near $5,470, $530 under the $6,000 budget`, of a scope `Its November ends …`. */
function monthWords({ heading }: AlertView, { scope }: { readonly scope: string }): string {
  if (heading === null) return '';
  const { from, forecastNanoUsd, budgetNanoUsd = null } = heading;
  const month = monthSentence({ month: from, totalNanoUsd: forecastNanoUsd, state: 'running', budgetNanoUsd });
  return scope === '' ? month : `Its ${month}`;
}

/** `1–24 Oct`. */
function spanOfDays(from: Day, to: Day): string {
  const days = formatDays(from, to);
  return from.slice(0, 4) === to.slice(0, 4) ? days.replace(/ \d{4}$/, '') : days;
}
