import { blockProblems, type Surface } from './block-kit.ts';
import type { MessageForms } from './faults/message-forms.ts';
import type { Files } from './files.ts';
import { type Block, isBlock, isJsonObject } from './json.ts';
import { invalidBlocks, SlackApiError } from './slack-api-error.ts';

/**
 * `given` as blocks that this workspace shows on `surface`; none for nothing. Throws `invalid_blocks` with each problem in Slack's
 * words: the general rules, unsupported block types, files that are not processed yet. Then throws whatever the workspace refuses of
 * the whole message, `text` included.
 */
export function acceptedBlocks(
  given: unknown,
  surface: Surface,
  workspace: { files: Files; refusedBlockTypes: ReadonlySet<string>; messageForms: MessageForms },
  text = '',
): Block[] {
  const blocks = given === undefined || given === null ? [] : wellFormed(given, surface, workspace);
  workspace.messageForms.check({ surface, text, blocks });
  return blocks;
}

function wellFormed(given: unknown, surface: Surface, workspace: { files: Files; refusedBlockTypes: ReadonlySet<string> }): Block[] {
  if (!Array.isArray(given)) throw new SlackApiError('invalid_blocks_format');
  const problems = [...refused(given, workspace.refusedBlockTypes), ...blockProblems(given, surface)];
  if (problems.length === 0) problems.push(...given.flatMap((block, index) => fileProblems(block, `/blocks/${index}`, workspace.files)));
  if (problems.length > 0) throw invalidBlocks(problems);
  return given.filter(isBlock);
}

function refused(blocks: readonly unknown[], types: ReadonlySet<string>): string[] {
  return blocks.flatMap((block, index) =>
    isBlock(block) && types.has(block.type) ? [`unsupported type: ${block.type} [json-pointer:/blocks/${index}/type]`] : [],
  );
}

function fileProblems(value: unknown, pointer: string, files: Files): string[] {
  if (Array.isArray(value)) return value.flatMap((part, index) => fileProblems(part, `${pointer}/${index}`, files));
  if (!isJsonObject(value)) return [];
  const deeper = Object.entries(value).flatMap(([name, part]) => fileProblems(part, `${pointer}/${name}`, files));
  if (!isJsonObject(value.slack_file)) return deeper;
  const file = files.named(value.slack_file);
  return file?.processed ? deeper : [...deeper, `invalid slack file [json-pointer:${pointer}/slack_file]`];
}
