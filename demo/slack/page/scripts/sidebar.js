import { make } from './dom.js';
import { element, state } from './state.js';

const unread = new Set();

/** Lists the channels; `open` gets the id of the one that is chosen. In a narrow window the list is behind a button. */
export function showSidebar(open) {
  const { channels, workspace } = { channels: element('channels'), workspace: state.workspace };
  const choose = id => {
    toggleSidebar(false);
    open(id);
  };
  const direct = workspace.channels.filter(({ kind }) => kind === 'direct');
  const others = workspace.channels.filter(({ kind }) => kind !== 'direct');
  channels.replaceChildren(group('Channels', others, choose), group('Direct messages', direct, choose));
}

export function tendSidebar() {
  element('show-sidebar').addEventListener('click', () => toggleSidebar());
  element('sidebar').addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      toggleSidebar(false);
      element('show-sidebar').focus();
    }
  });
  element('channels').addEventListener('keydown', event => {
    const buttons = [...element('channels').querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length].focus();
  });
  document.querySelector('.window').addEventListener('click', event => {
    if (event.target.closest('#show-sidebar, #sidebar') === null) toggleSidebar(false);
  });
}

/** Names the channel in bold until it is opened. */
export function markUnread(channel) {
  unread.add(channel);
  element('channels').querySelector(`[data-channel="${channel}"]`)?.classList.add('unread');
}

export function markRead(channel) {
  unread.delete(channel);
}

function toggleSidebar(isOpen = !element('sidebar').classList.contains('open')) {
  element('sidebar').classList.toggle('open', isOpen);
  document.querySelector('main').inert = isOpen;
  element('show-sidebar').setAttribute('aria-expanded', String(isOpen));
  if (isOpen) element('channels').querySelector('[aria-current]')?.focus();
}

function group(title, channels, choose) {
  const items = channels.map(channel => make('li', {}, channelButton(channel, choose)));
  return make('section', { 'aria-label': title }, make('h2', {}, title), make('ul', {}, ...items));
}

function channelButton({ id, name, kind }, choose) {
  return make(
    'button',
    {
      type: 'button',
      class: unread.has(id) ? `${kind} unread` : kind,
      'data-channel': id,
      'aria-current': id === state.channel ? 'page' : null,
      onclick: () => choose(id),
    },
    name,
  );
}
