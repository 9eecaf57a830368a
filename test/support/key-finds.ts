import { expect } from 'vitest';

/** A key or token of OpenAI or Slack, not the beginning that says of which kind it is, nor what is left of one that was cut. */
const keyPattern = /(?:(?<![\w-])|(?<=\\[bfnrt]|\\u[\da-fA-F]{4}|%[\da-fA-F]{2}))(?:sk|xox[a-z]|xapp)-(?!svcacct-?(?![\w-]))[\w-]{8,}/g;
/** What every key has; to look for these first is many times quicker. */
const beginnings = ['sk-', 'xox', 'xapp-'];

/** The secrets of the stand-ins that have another shape, and how a key of theirs is written elsewhere than in plain text. */
const otherForms = ['test-signing-secret', 'sk-admin-demo-0000', 'sk-demo-0000', 'xoxb-test-stand-in', 'xapp-test-stand-in'].flatMap(
  secret => [
    ...(secret.startsWith('test') ? [secret] : []),
    Buffer.from(secret).toString('hex'),
    ...[0, 1, 2].map(before =>
      Buffer.from(`${'x'.repeat(before)}${secret}`)
        .toString('base64')
        .slice(4, -4),
    ),
  ],
);

let finds: string[] = [];

/** Looks for keys in something that a test kept, sent or said. What is found fails the test. */
export function lookForKeys(where: string, content: string | Uint8Array): void {
  const bytes = Buffer.from(content);
  const found = beginnings.some(beginning => bytes.includes(beginning)) ? (bytes.toString('latin1').match(keyPattern) ?? []) : [];
  const all = [...found, ...otherForms.filter(form => bytes.includes(form))];
  if (all.length > 0) finds.push(`${where}, in "${expect.getState().currentTestName ?? 'no test'}": ${[...new Set(all)].join(', ')}`);
}

/** What was found since this was asked last. */
export function takeFinds(): string[] {
  const taken = finds;
  finds = [];
  return taken;
}
