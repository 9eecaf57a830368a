import { randomUUID } from 'node:crypto';
import { type Logger, withoutSecrets } from '#log.ts';
import type { FailureView } from '#show/plain-views.ts';

/** Codes of errors that say in their message, in words for people, what is wrong. */
const ownCode = /^(?:config|openai|store|slack|chart)_/;

/**
 * What to tell somebody whose request failed with `error`, which is logged under a reference that they can pass on.
 * Only errors of our own say their message; another's words may hold what is not for a channel.
 */
export function failureOf(error: unknown, doing: string, logger: Logger): FailureView {
  const reference = randomUUID().slice(0, 8);
  logger.error({ err: error, reference }, `${doing} failed`);
  const says =
    error instanceof Error && ownCode.test(codeOf(error)) ? withoutSecrets(error.message) : 'an error that spendbot does not know';
  return {
    kind: 'failure',
    what: `${doing} failed: ${says}`,
    whatToDo: `Whoever runs spendbot can fix this; its log says more under the reference ${reference}.`,
  };
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
