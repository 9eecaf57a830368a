/** One thing that was looked at in an answer. */
export interface Finding {
  readonly what: string;
  readonly isRight: boolean;
  readonly expected: string;
  readonly came: string;
}

export function finding(what: string, isRight: boolean, expected: string, came: string): Finding {
  return { what, isRight, expected, came };
}

export function isEqual(what: string, expected: string, came: string | null): Finding {
  return finding(what, came === expected, expected, came ?? 'nothing');
}

/** That `words` are somewhere in `came`. */
export function says(what: string, words: string, came: readonly string[]): Finding {
  return finding(
    what,
    came.some(line => line.includes(words)),
    words,
    came.join(' / '),
  );
}
