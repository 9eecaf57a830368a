import { adminKeysPage, apiKeysPage } from '#collect/openai/openai-error.ts';

/** Why a source is not read any more, for a whole channel: no setting, no path, none of OpenAI's words. */
export interface StopCause {
  /** `OpenAI refuses the admin key (403)`. */
  readonly words: string;
  /** Who can do what: `An admin can replace or edit it under …`. */
  readonly remedy: string;
  /** The same where there is little room. */
  readonly shortRemedy: string;
}

/** The plain cause of what collecting stopped with, which `status` and the log tell in full. */
export function stopCauseOf(stoppedBecause: string): StopCause {
  // The network's own words may have a status, too.
  if (/^GET \S+ at \S+ failed: /.test(stoppedBecause)) return passing('OpenAI can’t be reached');
  const [, answered = null, refused = null] = statusPattern.exec(stoppedBecause) ?? [];
  const status = answered ?? refused;
  const told = (words: string) => (status === null ? words : `${words} (${status})`);
  if (stoppedBecause.includes('takes no API key any more'))
    return byAdmin(told('OpenAI takes no such key any more'), `An admin can set an admin key, from ${adminKeysPage}`);
  if (status === '401' || status === '403' || /^OPENAI_\w+ starts with "/.test(stoppedBecause)) {
    const [key, page] = /\bOPENAI_API_KEY\b/.test(stoppedBecause) ? ['API key', apiKeysPage] : ['admin key', adminKeysPage];
    return byAdmin(told(`OpenAI refuses the ${key}`), `An admin can replace or edit it under ${page}`);
  }
  if (status === '429') return passing(told('OpenAI limits requests'));
  if (status === '408' || status?.startsWith('5')) return passing(told('OpenAI answers with errors'));
  if (status?.startsWith('3')) return byAdmin(told('OpenAI’s address has moved'), 'An admin can set the new one');
  if (status !== null) return byAdmin(told('OpenAI refuses spendbot’s requests'));
  if (stoppedBecause.startsWith('GET ')) return byAdmin('OpenAI’s answers can’t be read');
  return byAdmin('reading from OpenAI has stopped');
}

/** `OpenAI answered GET … with 429.`, `… (403)`. */
const statusPattern = /^OpenAI answered GET \S+ with (\d{3})\.|\((\d{3})\)/;

function byAdmin(words: string, remedy = 'An admin can fix it'): StopCause {
  return { words, remedy, shortRemedy: 'An admin can fix it; /spend status says how' };
}

/** A cause that goes away without an admin. */
function passing(words: string): StopCause {
  return { words, remedy: 'spendbot keeps trying', shortRemedy: 'spendbot keeps trying' };
}
