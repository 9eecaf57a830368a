import { drawn, make } from './dom.js';
import { fieldsIn, fillIn, onPress } from './inputs.js';
import { tendSearch } from './search.js';
import { act, showProblem } from './server.js';
import { element, state } from './state.js';

let shown = null;

export function tendModal() {
  const dialog = element('modal');
  dialog.addEventListener('cancel', event => {
    event.preventDefault();
    close(false);
  });
  tendSearch(dialog, () => shown.id);
  onPress(dialog, async pressed => {
    await act('press-view', { ...pressed, view: shown.id, fields: fieldsIn(dialog) });
  });
}

/** Shows the topmost of the open forms. What was filled in stays when the bot changes a form and keeps the field. */
export function showModals(modals) {
  const dialog = element('modal');
  const top = modals.at(-1) ?? null;
  if (top === null) {
    shown = null;
    dialog.close();
    dialog.replaceChildren();
    return;
  }
  if (top.id === shown?.id && top.hash === shown.hash) return;
  const filledIn = top.id === shown?.id ? fieldsIn(dialog) : {};
  shown = top;
  dialog.replaceChildren(frame(top, modals.length > 1));
  for (const picker of dialog.querySelectorAll('select[data-current-channel]')) picker.value ||= state.channel;
  fillIn(dialog, filledIn);
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector('[autofocus]') ?? dialog.querySelector('.content :is(input, select, textarea, button)'))?.focus();
}

function frame({ title, submit, close: closeWords, html }, isStacked) {
  return make(
    'form',
    { class: 'frame', 'aria-label': title, novalidate: true, onsubmit: send },
    make(
      'header',
      {},
      make('h2', {}, title),
      make('button', { type: 'button', class: 'icon', 'aria-label': 'Close', onclick: () => close(isStacked) }, '✕'),
    ),
    make('div', { class: 'frame-content' }, drawn(html), make('p', { class: 'field-problem', role: 'alert', hidden: true })),
    make(
      'div',
      { class: 'frame-buttons' },
      make('button', { type: 'button', class: 'press', onclick: () => close(false) }, closeWords),
      submit === null ? null : make('button', { type: 'submit', class: 'press primary' }, submit),
    ),
  );
}

async function send(event) {
  event.preventDefault();
  const dialog = element('modal');
  const button = dialog.querySelector('[type="submit"]');
  for (const place of dialog.querySelectorAll('.field-problem')) place.hidden = true;
  button.disabled = true;
  const { ok, problems = {}, problem = '' } = await act('submit', { view: shown.id, fields: fieldsIn(dialog) });
  button.disabled = false;
  if (!ok) problems[''] = problem;
  showProblem('');
  for (const [block, words] of Object.entries(problems)) {
    const place =
      dialog.querySelector(`[data-problem-of="${CSS.escape(block)}"]`) ?? dialog.querySelector('.frame-content > .field-problem');
    if (place === null) continue;
    place.textContent = words;
    place.hidden = false;
  }
  const [first] = Object.keys(problems);
  if (first !== undefined) dialog.querySelector(`[data-block="${CSS.escape(first)}"]`)?.focus();
}

function close(all) {
  void act('close', { view: shown.id, all });
}
