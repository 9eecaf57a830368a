import { fromJson } from '#core/bigint-json.ts';
import type { Rendered } from '#delivery/outbox/send-entry.ts';
import { noteMessage } from '#show/blocks/plain-replies.ts';
import type { NoteView } from '#show/plain-views.ts';
import { type FeatureList, type Parts, posted, type View } from './feature.ts';

const note = posted<NoteView>('note', view => ({ title: 'A note', chart: null, message: () => noteMessage(view) }));

/**
 * Renders the stored views of outbox entries, by kind, with what channels may show now: it may have been more when a view
 * was stored.
 *
 * @returns a function that throws RangeError for a kind that no feature posts: a newer spendbot wrote it.
 */
export async function postedRenderer(
  features: FeatureList,
  peopleVisible: Parts['peopleVisible'] = 'admins',
): Promise<(text: string) => Rendered> {
  const loaded = await Promise.all(features.map(({ load }) => load()));
  const kinds = new Map([note, ...loaded.flatMap(({ posts = [] }) => posts)].map(({ kind, render }) => [kind, render]));
  return text => {
    const view = fromJson(text);
    const render = isView(view) ? kinds.get(view.kind) : undefined;
    if (render === undefined || !isView(view))
      throw new RangeError('This spendbot does not know the kind of the message; a newer one wrote it');
    return render(view, peopleVisible);
  };
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}
