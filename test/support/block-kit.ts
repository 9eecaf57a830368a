import * as validator from '../../demo/slack/block-kit.ts';

/** Why Slack would refuse `blocks`, worded as Slack does; empty when it would take them. The same check as the stand-in workspace makes. */
export function blockProblems(blocks: unknown, surface: validator.Surface = 'message'): string[] {
  return validator.blockProblems(blocks, surface);
}
