import { make } from './dom.js';
import { act } from './server.js';

/** How long one pauses before what one typed is looked up. */
const pauseMs = 120;
/** What the options that were seen are called, by value. */
const texts = new Map();
let asked = 0;
let pause;

export function isSearched(holder) {
  return holder.getAttribute('role') === 'combobox';
}

/** Puts an option that was seen into a searched menu; an empty value empties it. */
export function choose(box, value) {
  if (value !== box.dataset.chosen) box.dataset.shown = value === '' ? '' : (texts.get(value) ?? value);
  box.dataset.chosen = value;
  clearTimeout(pause);
  close(box);
}

/** The searched menus inside `root` ask the bot for what one types, and hold what one chooses. `viewId` is the view they are in. */
export function tendSearch(root, viewId) {
  root.addEventListener('focusin', ({ target }) => {
    if (!isSearched(target)) return;
    target.select();
    void look(target, viewId(), '');
  });
  root.addEventListener('focusout', ({ target }) => {
    if (isSearched(target)) close(target);
  });
  root.addEventListener('input', ({ target }) => {
    if (!isSearched(target)) return;
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (document.activeElement === target) void look(target, viewId(), target.value);
    }, pauseMs);
  });
  root.addEventListener('keydown', event => {
    if (isSearched(event.target)) takeKey(event.target, event);
  });
  // A press on the list would take the focus from the box, and so close the list.
  root.addEventListener('pointerdown', event => {
    if (event.target.closest('.searched [role="listbox"]')) event.preventDefault();
  });
  root.addEventListener('click', ({ target }) => {
    const option = target.closest('.searched [role="option"]');
    if (option !== null) choose(boxOf(option), option.dataset.option);
    else if (isSearched(target) && listOf(target).hidden) void look(target, viewId(), '');
  });
}

async function look(box, view, typed) {
  const list = listOf(box);
  if (typed.length < Number(box.dataset.least)) return show(box, [note(`Type at least ${box.dataset.least} characters`)]);
  asked += 1;
  const own = asked;
  const { ok, options = [] } = await act('search', { view, action: box.dataset.action, block: box.dataset.block, text: typed });
  if (own !== asked || document.activeElement !== box) return;
  for (const { value, text } of options) texts.set(value, text);
  const items = options.map(({ value, text }) =>
    make('li', { role: 'option', 'data-option': value, 'aria-selected': String(value === box.dataset.chosen) }, text),
  );
  show(box, items.length > 0 ? items : [note(ok ? 'Nothing is called that' : 'The options could not be loaded')]);
  list.scrollTop = 0;
}

function show(box, items) {
  listOf(box).replaceChildren(...items);
  listOf(box).hidden = false;
  box.setAttribute('aria-expanded', 'true');
}

function note(words) {
  return make('li', { class: 'note' }, words);
}

function close(box) {
  box.value = box.dataset.shown;
  listOf(box).hidden = true;
  box.setAttribute('aria-expanded', 'false');
}

function takeKey(box, event) {
  const list = listOf(box);
  if (list.hidden) return;
  const options = [...list.querySelectorAll('[role="option"]')];
  const at = options.findIndex(option => option.classList.contains('at'));
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const next = (at + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length;
    options[at]?.classList.remove('at');
    options[next]?.classList.add('at');
    options[next]?.scrollIntoView({ block: 'nearest' });
  } else if (event.key === 'Escape') close(box);
  else if (event.key === 'Enter') {
    const option = options[Math.max(at, 0)];
    if (option !== undefined) choose(box, option.dataset.option);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function listOf(box) {
  return box.parentElement.querySelector('[role="listbox"]');
}

function boxOf(option) {
  return option.closest('.searched').querySelector('input');
}
