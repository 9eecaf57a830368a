import { blockProblems } from './block-kit.ts';
import { type Block, isBlock, isJsonObject, type JsonObject, objectsIn } from './json.ts';
import { SlackApiError } from './slack-api-error.ts';
import type { View } from './views.ts';

/** What the bot offered so far in each searched menu: a payload names the whole option that a person chose. */
export class OfferedOptions {
  readonly #offered = new Map<string, readonly JsonObject[]>();

  add(view: View, { block_id, action_id }: JsonObject, options: readonly JsonObject[]): void {
    const place = placeOf(view, block_id, action_id);
    this.#offered.set(place, [...options, ...(this.#offered.get(place) ?? [])]);
  }

  /** The blocks of `view`, whose searched menus have as options what was offered and what they began with. */
  blocksOf(view: View): Block[] {
    return view.blocks.map(block => this.#withOptions(block, view, block.block_id)).filter(isBlock);
  }

  #withOptions(value: unknown, view: View, blockId: unknown): unknown {
    if (Array.isArray(value)) return value.map(part => this.#withOptions(part, view, blockId));
    if (!isJsonObject(value)) return value;
    if (value.type !== 'external_select')
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.#withOptions(part, view, blockId)]));
    const offered = this.#offered.get(placeOf(view, blockId, value.action_id)) ?? [];
    return { ...value, options: [...objectsIn([value.initial_option]), ...offered] };
  }
}

function placeOf({ id }: View, blockId: unknown, actionId: unknown): string {
  return JSON.stringify([id, blockId, actionId]);
}

/** The options in the bot's answer to a search. Throws for an answer that Slack would not show. */
export function checkedOptions(answer: JsonObject | null): readonly JsonObject[] {
  const { options } = answer ?? {};
  if (!Array.isArray(options)) throw new SlackApiError('no_options');
  if (options.length === 0) return [];
  // The rules are those of a menu that has the options in it.
  const menu = { type: 'static_select', action_id: 'searched', options };
  const nameless = objectsIn(options).some(({ value }) => typeof value !== 'string');
  const problems = [
    ...blockProblems([{ type: 'actions', elements: [menu] }], 'modal'),
    ...(nameless ? ['missing required field: option value'] : []),
  ];
  if (problems.length > 0) throw new SlackApiError('invalid_options', { errors: problems }, { cause: problems.join('; ') });
  return objectsIn(options);
}
