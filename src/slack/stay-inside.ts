import type { View } from '#features/views.ts';
import { type ProblemView, problem } from '#show/plain-views.ts';
import type { Asker } from './answers.ts';

/** What tells nothing of what was spent, and so nothing outside a channel's scope. */
const tellNoFigures: readonly View['kind'][] = ['problem', 'failure', 'help', 'status', 'prices', 'price book', 'settings'];

/**
 * `view`, unless the asker's channel is bound to a scope and the view is of more: whatever cannot be kept inside it is not shown
 * there at all.
 */
export function stayInside(view: View, { within }: Pick<Asker, 'within'>): View | ProblemView {
  if (within.length === 0 || tellNoFigures.includes(view.kind) || isInside(view)) return within.length === 0 ? view : onlyDone(view);
  return problem(
    'This is about everything, and this channel shows only a part. Ask in another channel, or write to spendbot directly.',
    'by model last 7d',
  );
}

/** What an admin just set up or changed may be confirmed there; the others that are set up are not listed. */
function onlyDone(view: View): View {
  if (view.kind === 'budgets' && view.done !== null)
    return { ...view, budgets: view.budgets.filter(({ number }) => number === view.done?.number) };
  if (view.kind === 'alerts' && view.done !== null)
    return { ...view, rules: view.rules.filter(({ number }) => number === view.done?.number) };
  if (view.kind === 'digests' && view.done !== null)
    return { ...view, digests: view.digests.filter(({ number }) => number === view.done?.number) };
  return view;
}

function isInside(view: View): boolean {
  if (view.kind === 'budgets' || view.kind === 'alerts' || view.kind === 'digests') return view.done !== null;
  return 'within' in view && view.within !== undefined;
}
