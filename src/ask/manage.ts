import type { Instant } from '#core/time/day.ts';
import type { ProblemView } from '#show/plain-views.ts';
import type { AlertParts } from './alert-parts.ts';
import { manageAlerts } from './manage-alerts.ts';
import { manageBudgets } from './manage-budgets.ts';
import type { Manager } from './manager.ts';
import type { AlertsView, BudgetsView } from './view-budgets.ts';

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
