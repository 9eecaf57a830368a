import { fromJson } from '#core/json.ts';
import type { Rendered } from '#delivery/outbox/send-entry.ts';
import { noteMessage } from '#show/blocks/plain-replies.ts';
import type { NoteView } from '#show/plain-views.ts';
import { alertMessage } from './alerts/blocks.ts';
import type { AlertView } from './alerts/view.ts';
import { alertHeadline } from './alerts/words.ts';
import { chartAltText } from './answers/chart-alt-text.ts';
import { answerChart } from './answers/cost-chart.ts';
import { digestCorrectionMessage, digestMessage } from './digests/blocks.ts';
import type { DigestCorrectionView, DigestView } from './digests/view.ts';
import { digestTitle } from './digests/words.ts';

type Renderers = { readonly [K in PostedView['kind']]: (view: Extract<PostedView, { kind: K }>) => Rendered };

const renderers: Renderers = {
  digest: view => ({
    title: digestTitle(view),
    chart: { config: answerChart(view.chart), altText: chartAltText(view.chart) },
    message: picture => digestMessage(view, picture),
  }),
  'digest correction': view => ({ title: 'Correction of a digest', chart: null, message: () => digestCorrectionMessage(view) }),
  alert: view => ({ title: alertHeadline(view), chart: null, message: () => alertMessage(view) }),
  note: view => ({ title: 'A note', chart: null, message: () => noteMessage(view) }),
};

/**
 * What is posted for the view that an outbox entry keeps as text.
 *
 * @throws RangeError when it is of a kind that this spendbot does not know: a newer one wrote it.
 */
export function renderPosted(text: string): Rendered {
  const view = fromJson(text);
  if (!isPostedView(view)) throw new RangeError('This spendbot does not know the kind of the message; a newer one wrote it');
  return rendererOf(view)(view);
}

function isPostedView(view: unknown): view is PostedView {
  return (
    typeof view === 'object' && view !== null && 'kind' in view && typeof view.kind === 'string' && Object.hasOwn(renderers, view.kind)
  );
}

/** The renderer of a view's own kind, which TypeScript cannot see from the record alone. */
function rendererOf<V extends PostedView>(view: V): (view: V) => Rendered {
  return renderers[view.kind as V['kind']] as (view: V) => Rendered;
}

/** The views of messages that spendbot posts by itself, as the outbox keeps them. */
type PostedView = AlertView | DigestView | DigestCorrectionView | NoteView;
