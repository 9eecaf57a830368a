import type { Instant } from '#core/time/day.ts';
import type { ProblemView } from '#show/plain-views.ts';
import type { AlertParts, Manager } from './access/manager.ts';
import { manageAlerts } from './alerts/manage-rules.ts';
import { manageBudgets } from './budgets/manage-budgets.ts';
import type { AlertsView, BudgetsView } from './budgets/view.ts';

/** Does what `text` says about budgets or alerts, `budget …` or `alerts …`; null where it is about something else. */
export async function manage(
  parts: AlertParts,
  text: string,
  manager: Manager,
  now: Instant,
): Promise<BudgetsView | AlertsView | ProblemView | null> {
  const managing = { parts, text, manager, now };
  if (/^\s*budgets?(?:\s|$)/i.test(text)) return manageBudgets(managing);
  if (/^\s*alerts?(?:\s|$)/i.test(text)) return manageAlerts(managing);
  return null;
}
