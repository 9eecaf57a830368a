import { drawn, make } from './dom.js';
import { fieldsIn, onPress } from './inputs.js';
import { act, get } from './server.js';
import { element, state } from './state.js';

let shownHash = null;

export function tendHome() {
  onPress(element('home'), async pressed => {
    await act('press-view', { ...pressed, view: element('home').dataset.view, fields: fieldsIn(element('home')) });
  });
}

/** Tells the bot that the Home tab was opened, and shows what it has published so far. */
export async function showHome() {
  await refreshHome();
  await act('home');
}

/** Draws the Home tab again if it changed. */
export async function refreshHome(screen) {
  const { home } = screen ?? (await get('screen'));
  const shown = `${state.person} ${home?.hash}`;
  if (shown === shownHash) return;
  shownHash = shown;
  element('home').dataset.view = home?.id ?? '';
  element('home').replaceChildren(home === null ? make('p', { class: 'empty' }, 'Nothing is here yet.') : drawn(home.html));
}
