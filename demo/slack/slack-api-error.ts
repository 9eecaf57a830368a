import type { JsonObject } from './json.ts';

/** What a Web API method answers instead of its result: `{ ok: false, error: code, …details }`, with status 200, as Slack does. */
export class SlackApiError extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, details: JsonObject = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'SlackApiError';
    this.code = code;
    this.details = details;
  }
}

/** The error for blocks that Slack refuses, each problem named as Slack names it. */
export function invalidBlocks(problems: readonly string[]): SlackApiError {
  return new SlackApiError('invalid_blocks', {
    errors: problems,
    response_metadata: { messages: problems.map(problem => `[ERROR] ${problem}`) },
  });
}
