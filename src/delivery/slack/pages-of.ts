/** 20,000 messages of a channel, or more channels than a workspace has. */
const mostPages = 100;

interface Page {
  readonly response_metadata?: { readonly next_cursor?: string } | undefined;
}

/**
 * The pages of one of Slack's lists. `ask` gets the cursor, which the first page has none of. Throws when the list has no end: its cursor
 * repeats, or more pages come than any list has.
 */
export async function* pagesOf<P extends Page>(ask: (page: { cursor?: string }) => Promise<P>): AsyncGenerator<P> {
  const cursors = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const page = await ask(cursor === undefined ? {} : { cursor });
    yield page;
    cursor = page.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return;
    if (cursors.has(cursor)) throw new Error('Slack gave the same cursor of a list twice');
    if (cursors.size >= mostPages) throw new Error(`Slack gave a list without end: ${mostPages} pages were read`);
    cursors.add(cursor);
  }
}
