import { createComposer } from './composer.js';
import { onPress } from './inputs.js';
import { keepAtEnd, pressOnMessage, showMessages } from './message-list.js';
import { act, get } from './server.js';
import { element, state } from './state.js';

const composer = createComposer(element('reply'), {
  takesCommands: false,
  send: text => act('type', { text, threadTs: state.thread }),
});

let openedFrom = null;

export function tendThread() {
  const leave = () => {
    closeThread();
    openedFrom?.focus();
  };
  element('close-thread').addEventListener('click', leave);
  element('thread').addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented) leave();
  });
  onPress(element('replies'), pressOnMessage);
  keepAtEnd(element('replies'));
}

/** Shows the thread under the message `ts` beside the channel; in a narrow window over it. */
export async function openThread(ts) {
  openedFrom = document.activeElement;
  state.thread = ts;
  element('replies').replaceChildren();
  element('thread-place').textContent = element('place-name').textContent;
  element('thread').hidden = false;
  composer.open('Reply');
  await refreshThread();
  composer.focus();
}

export function closeThread() {
  state.thread = null;
  element('thread').hidden = true;
}

export async function refreshThread() {
  const asked = state.thread;
  if (asked === null) return;
  const { messages } = await get('thread', { channel: state.channel, ts: asked });
  if (asked === state.thread) showMessages(element('replies'), messages, null);
}
