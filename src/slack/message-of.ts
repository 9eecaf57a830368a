import type { View } from '../ask/view.ts';
import { withoutPeople } from '../ask/view-why.ts';
import { alertMessage } from '../render/blocks/alert.ts';
import { answerMessage } from '../render/blocks/answer.ts';
import { alertsMessage, budgetsMessage } from '../render/blocks/budgets.ts';
import { checkMessage } from '../render/blocks/check.ts';
import { digestMessage } from '../render/blocks/digest.ts';
import { digestsMessage } from '../render/blocks/digests.ts';
import { failureMessage } from '../render/blocks/failure.ts';
import { forecastMessage } from '../render/blocks/forecast.ts';
import { helpMessage } from '../render/blocks/help.ts';
import type { Message } from '../render/blocks/message.ts';
import { overviewMessage } from '../render/blocks/overview.ts';
import { priceBookMessage, pricesMessage } from '../render/blocks/prices.ts';
import { problemMessage } from '../render/blocks/problem.ts';
import { statusMessage } from '../render/blocks/status.ts';
import { whyMessage } from '../render/blocks/why.ts';

/** `view` as a message that only its reader sees. */
export function messageOf(view: View, reader: { readonly maySeePeople: boolean }): Message {
  switch (view.kind) {
    case 'answer':
      return answerMessage(view, { maySeePeople: reader.maySeePeople, canShare: true });
    case 'problem':
      return problemMessage(view);
    case 'overview':
      return overviewMessage(view);
    case 'status':
      return statusMessage(view);
    case 'help':
      return helpMessage(view);
    case 'failure':
      return failureMessage(view);
    case 'prices':
      return pricesMessage(view);
    case 'price book':
      return priceBookMessage(view);
    case 'alert':
      return alertMessage(view);
    case 'budgets':
      return budgetsMessage(view);
    case 'alerts':
      return alertsMessage(view);
    case 'digest':
      return digestMessage(view, null);
    case 'digests':
      return digestsMessage(view);
    case 'check':
      return checkMessage(view);
    case 'forecast':
      return forecastMessage(view, { canShare: true });
    case 'why':
      return whyMessage(reader.maySeePeople ? view : withoutPeople(view), { canShare: true });
  }
}
