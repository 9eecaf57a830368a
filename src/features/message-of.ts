import type { Message } from '#show/blocks/message.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import { alertMessage } from './alerts/blocks.ts';
import { answerMessage } from './answers/blocks.ts';
import { alertsMessage, budgetsMessage } from './budgets/blocks.ts';
import { checkMessage } from './check/blocks.ts';
import { digestMessage } from './digests/blocks.ts';
import { digestsMessage } from './digests/list-blocks.ts';
import { forecastMessage } from './forecast/blocks.ts';
import { helpMessage } from './help/blocks.ts';
import { overviewMessage } from './overview/blocks.ts';
import { priceBookMessage, pricesMessage } from './prices/blocks.ts';
import { settingsMessage } from './settings/blocks.ts';
import { statusMessage } from './status/blocks.ts';
import type { View } from './views.ts';
import { whyMessage } from './why/blocks.ts';
import { withoutPeople } from './why/view.ts';

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
