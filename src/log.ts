import { type Logger, pino } from 'pino';

export type { Logger };

/**
 * Anything that looks like a key or token of OpenAI or Slack: `sk-…`, `xoxb-…`, `xapp-…`. In JSON and in addresses what stands before it
 * may be written with letters (`\n`, `%20`).
 */
const secretPattern = /(?:\b|(?<=\\[bfnrt]|\\u[\da-fA-F]{4}|%[\da-fA-F]{2}))(?:sk|xox[a-z]|xapp)-[\w-]{4,}/g;

/** The beginnings that messages name, to say which kind of key is meant. */
const kindsOfKey = /^(?:sk-(?:admin|proj|svcacct)-?)$/;

/** The password in an address: `postgres://user:password@host`. Messages name PASSWORD, to say where it goes. */
const passwordPattern = /(:\/\/[^\s/:@"]*:)(?!PASSWORD@)[^\s/@"]+@/g;

/** `text` with everything that looks like a key, token or password of an address replaced, for what leaves the process as words. */
export function withoutSecrets(text: string): string {
  return text
    .replace(passwordPattern, '$1…@')
    .replace(secretPattern, secret => (kindsOfKey.test(secret) ? secret : `${secret.slice(0, secret.indexOf('-') + 1)}…`));
}

/**
 * Structured logs, one JSON object a line, on standard error unless `write` takes them; standard output belongs to answers.
 * Every line passes {@link withoutSecrets}, so that a key cannot appear even inside somebody else's error message.
 */
export function createLogger(level: string, write: (line: string) => void = line => process.stderr.write(line)): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: label => ({ level: label }) } },
    { write: line => write(withoutSecrets(line)) },
  );
}
