/** The shortest part of a key that counts as the key. */
const shortestPart = 8;

/** Something stored or said that may contain a key. */
export interface Kept {
  readonly where: string;
  readonly content: Buffer;
}

/**
 * Where `kept` contains `secrets`: whole or in part (eight characters of what follows `sk-admin-`, `xoxb-` and the like), also as
 * base64, hexadecimal, reversed or URL-encoded. Each line names the place and the secret without showing it.
 */
export function secretsIn(kept: readonly Kept[], secrets: Readonly<Record<string, string>>): string[] {
  const finds = new Set<string>();
  for (const [name, secret] of Object.entries(secrets)) {
    for (const { form, text } of formsOf(secret)) {
      for (const { where, content } of kept) if (content.includes(text)) finds.add(`${where}: ${name}, ${form}`);
    }
  }
  return [...finds].sort();
}

interface Form {
  readonly form: string;
  readonly text: string;
}

function formsOf(secret: string): Form[] {
  const body = secret.replace(/^(?:sk-(?:admin|proj)-|sk-|xox[a-z]-|xapp-)/, '');
  const reversed = Array.from(body).reverse().join('');
  return [
    ...partsOf(body).map(text => ({ form: 'in plain text', text })),
    ...partsOf(encodeURIComponent(body)).map(text => ({ form: 'URL-encoded', text })),
    { form: 'reversed', text: reversed },
    ...base64Of(body)
      .flatMap(text => partsOf(text))
      .map(text => ({ form: 'as base64', text })),
    { form: 'as hexadecimal digits', text: Buffer.from(body).toString('hex') },
  ];
}

function partsOf(text: string): string[] {
  return Array.from({ length: Math.max(1, text.length - shortestPart + 1) }, (_, at) => text.slice(at, at + shortestPart));
}

/** One for each position in a group of three bytes, without the characters that depend on its neighbors. */
function base64Of(text: string): string[] {
  return [0, 1, 2].map(before => {
    const encoded = Buffer.from(`${'x'.repeat(before)}${text}`)
      .toString('base64')
      .replace(/=+$/, '');
    return encoded.slice(before === 0 ? 0 : 4, -2);
  });
}
