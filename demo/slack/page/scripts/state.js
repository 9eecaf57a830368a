/** What the page shows, and to whom. Only page.js and places.js change it. */
export const state = {
  workspace: null,
  /** The id of the person who is looking. */
  person: new URLSearchParams(location.search).get('user') ?? '',
  /** The id of the channel that is open. */
  channel: '',
  /** `messages`, or in the bot's direct conversation also `home`. */
  tab: 'messages',
  /** The `ts` of the thread that is open beside it; null when none is. */
  thread: null,
};

export const element = id => document.getElementById(id);
