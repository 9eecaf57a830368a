import type { Message } from '#show/blocks/message.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import type { View } from '../ask/view.ts';
import { withoutPeople } from '../ask/view-why.ts';
import { alertMessage } from '../render/blocks/alert.ts';
import { answerMessage } from '../render/blocks/answer.ts';
import { alertsMessage, budgetsMessage } from '../render/blocks/budgets.ts';
import { checkMessage } from '../render/blocks/check.ts';
import { digestMessage } from '../render/blocks/digest.ts';
import { digestsMessage } from '../render/blocks/digests.ts';
import { forecastMessage } from '../render/blocks/forecast.ts';
import { helpMessage } from '../render/blocks/help.ts';
import { overviewMessage } from '../render/blocks/overview.ts';
import { priceBookMessage, pricesMessage } from '../render/blocks/prices.ts';
import { settingsMessage } from '../render/blocks/settings.ts';
import { statusMessage } from '../render/blocks/status.ts';
import { whyMessage } from '../render/blocks/why.ts';

/** Who reads a message, and whether they may share an answer in it with a channel. */
export interface Reader {
  readonly maySeePeople: boolean;
  readonly mayShowPeople: boolean;
  /** Whether there is a channel to share in, and not everyone in it sees the message already. */
  readonly canShare: boolean;
}

/** `view` as a message for `reader`. */
export function messageOf(view: View, { maySeePeople, mayShowPeople, canShare }: Reader): Message {
  switch (view.kind) {
    case 'answer':
      return answerMessage(view, { maySeePeople, canShare: canShare && (!view.namesPeople || mayShowPeople) });
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
    case 'settings':
      return settingsMessage(view);
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
      return forecastMessage(view, { canShare });
    case 'why':
      return whyMessage(maySeePeople ? view : withoutPeople(view), { canShare });
  }
}
