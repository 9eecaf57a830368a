import { drawn, make, menu } from './dom.js';
import { fieldsIn } from './inputs.js';
import { act } from './server.js';
import { state } from './state.js';

const shownBefore = new WeakMap();

/**
 * Shows `messages` in `log`. What did not change is left alone, so that nothing jumps and no focus is lost. `openThread` gets the
 * `ts` of a thread's first message; null where the list is itself a thread.
 */
export function showMessages(log, messages, openThread) {
  const wasAtEnd = isAtEnd(log);
  const items = withDays(messages, openThread);
  const keys = new Set(items.map(({ key }) => key));
  for (const shown of [...log.children]) if (!keys.has(shown.dataset.key)) shown.remove();
  items.forEach(({ key, signature, build }, index) => {
    const shown = log.querySelector(`:scope > [data-key="${key}"]`);
    if (shown !== null && shownBefore.get(shown) === signature) return;
    const built = build();
    built.dataset.key = key;
    shownBefore.set(built, signature);
    if (shown === null) log.insertBefore(built, log.children[index] ?? null);
    else shown.replaceWith(built);
  });
  if (!wasAtEnd) return;
  log.scrollTop = log.scrollHeight;
  for (const image of log.querySelectorAll('img')) image.addEventListener('load', () => log.scrollTo(0, log.scrollHeight), { once: true });
}

/** Keeps the newest message in sight when the room for `log` changes: a panel opens beside it, the window is made smaller. */
export function keepAtEnd(log) {
  let wasAtEnd = true;
  log.addEventListener('scroll', () => {
    wasAtEnd = isAtEnd(log);
  });
  new ResizeObserver(() => {
    if (wasAtEnd) log.scrollTop = log.scrollHeight;
  }).observe(log);
}

function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 80;
}

/** A line with the date goes before the first message of each day. */
function withDays(messages, openThread) {
  let lastDay = '';
  return messages.flatMap(message => {
    const day = dayOf(message.ts);
    const divider = { key: `day ${day}`, signature: day, build: () => make('p', { class: 'day' }, make('span', {}, day)) };
    const item = { key: message.ts, signature: JSON.stringify(message), build: () => article(message, openThread) };
    if (day === lastDay) return [item];
    lastDay = day;
    return [divider, item];
  });
}

function dayOf(ts) {
  return new Date(ts * 1000).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
}

function article(message, openThread) {
  const shown = drawn(message.html).querySelector('article');
  const time = shown.querySelector('time');
  time.textContent = timeOf(message.ts);
  time.title = new Date(time.dateTime).toLocaleString();
  if (message.isEphemeral) shown.querySelector('.only-you').append(dismissButton(message));
  if (message.repliesTo !== null && openThread !== null) shown.querySelector('.body').prepend(repliesToLink(message.repliesTo, openThread));
  if (message.replies > 0) shown.querySelector('.body').append(repliesLink(message, openThread));
  if (!message.isEphemeral) shown.append(toolbar(message, openThread));
  return shown;
}

function timeOf(ts) {
  return new Date(ts * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

function dismissButton({ ts }) {
  return make('button', { type: 'button', class: 'link', onclick: () => act('dismiss', { ts }) }, 'Dismiss');
}

function repliesToLink({ ts, text }, openThread) {
  return make(
    'p',
    { class: 'replies-to' },
    'replied to a thread: ',
    make('button', { type: 'button', class: 'link', onclick: () => openThread(ts) }, text),
  );
}

function repliesLink({ ts, replies, lastReplyTs }, openThread) {
  return make(
    'p',
    { class: 'replies' },
    make('button', { type: 'button', class: 'link', onclick: () => openThread(ts) }, replies === 1 ? '1 reply' : `${replies} replies`),
    make('span', { class: 'note' }, `last at ${timeOf(lastReplyTs)}`),
  );
}

function toolbar({ ts, repliesTo }, openThread) {
  const shortcuts = state.workspace.shortcuts.filter(({ type }) => type === 'message');
  const entries = shortcuts.map(({ name, callbackId }) => ({
    text: name,
    note: state.workspace.bot.name,
    choose: () => act('shortcut', { callbackId, ts }),
  }));
  return make(
    'div',
    { class: 'toolbar' },
    openThread === null
      ? null
      : make(
          'button',
          { type: 'button', class: 'icon', 'aria-label': 'Reply in thread', onclick: () => openThread(repliesTo?.ts ?? ts) },
          '↩',
        ),
    entries.length === 0 ? null : menu('More message shortcuts', '⋮', 'icon', entries),
  );
}

/** Presses something on a message, in the channel or in a thread; the button waits until the bot has heard of it. */
export async function pressOnMessage(pressed, button) {
  const article = button.closest('article');
  button.setAttribute('aria-busy', 'true');
  await act('press', { ...pressed, ts: article.dataset.ts, fields: fieldsIn(article) });
  button.removeAttribute('aria-busy');
}
