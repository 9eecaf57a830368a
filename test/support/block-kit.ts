import * as validator from '../../demo/slack/block-kit.ts';

/** Why Slack would refuse `blocks`, in Slack's words; empty when it would take them. The stand-in workspace checks the same. */
export function blockProblems(blocks: unknown, surface: validator.Surface = 'message'): string[] {
  return validator.blockProblems(blocks, surface);
}
