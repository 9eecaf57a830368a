import { type Feature, posted } from '../feature.ts';
import { actOnPress } from './act-on-incident.ts';
import { alertHeadline } from './alert-headline.ts';
import { alertMessage, alertsMessage } from './blocks.ts';
import { spikePicture } from './chart.ts';
import { type AlertCommand, parseAlertCommand } from './command.ts';
import { alertJob, evaluateAlerts } from './evaluate.ts';
import { alertForm } from './form.ts';
import { manageAlerts } from './manage-rules.ts';
import { alertsText } from './text.ts';
import type { AlertsView, AlertView } from './view.ts';
import { alertForAll, withheldAlert } from './words.ts';

/** `alerts spike over $20`: everyone sees alerts, admins change them; whoever is in its channel acts on one. */
export const alertsFeature: Feature<{ readonly command: AlertCommand; readonly text: string }, AlertsView> = {
  help: () => [
    { question: 'alerts', meaning: 'what is watched for, such as spikes; admins set it up: alerts spike over $20', isOfEverything: true },
  ],
  parse(_rest, context) {
    const command = parseAlertCommand(context.typed, context);
    return 'problem' in command ? command : { command, text: context.typed };
  },
  async answer(parts, { command, text }, asker, now) {
    const view = await manageAlerts({ parts, text, manager: asker, now }, command);
    if (view.kind === 'alerts' && view.done !== null) await parts.watchesChanged();
    return view;
  },
  // An admin sees what they just did; the other alerts are not listed.
  inScope: view => (view.done === null ? null : { ...view, rules: view.rules.filter(({ number }) => number === view.done?.number) }),
  // Who changed what is for admins, who are not the only ones to read in a channel.
  blocks: (view, { isPublic }) => alertsMessage(isPublic ? { ...view, changes: [] } : view),
  text: alertsText,
  actions: [{ prefix: 'incident:', act: actOnPress }],
  forms: [alertForm],
  jobs: parts => [alertJob(async now => void (await evaluateAlerts(parts, now)))],
  posts: [
    posted<AlertView>('alert', (view, peopleVisible) => {
      const shown = peopleVisible === 'everyone' ? view : alertForAll(view);
      const isWithheld = view.namesPeople && peopleVisible === 'admins';
      return {
        title: alertHeadline(shown),
        chart: spikePicture(shown),
        message: picture => alertMessage(shown, picture),
        ...(isWithheld ? { withheld: withheldAlert(view) } : {}),
      };
    }),
  ],
};
