import { confirmed } from './confirm.js';
import { choose, isSearched } from './search.js';

/**
 * Tells `press` what a person presses, chooses or fills in inside `root`: `{ action, block, values }`, and the element. An input
 * of a form is told only where its block asks for it; `fieldsIn` reads the others.
 */
export function onPress(root, press) {
  const told = async (pressed, values) => {
    if (!(await confirmed(pressed.dataset.confirm))) return;
    await press({ action: pressed.dataset.action, block: pressed.dataset.block, values }, pressed);
  };
  root.addEventListener('click', event => {
    const pressed = event.target.closest('button[data-action], a[data-action]');
    if (pressed === null) return;
    const menu = pressed.closest('details.menu');
    if (menu !== null) menu.open = false;
    void told(pressed, pressed.dataset.choice === undefined ? [] : [pressed.dataset.choice]);
  });
  root.addEventListener('change', event => {
    const holder = event.target.closest('[data-value][data-told]');
    if (holder !== null) void told(holder, valuesOf(holder));
  });
}

/** What every input inside `root` holds: by block id and action id a list of values, empty for an empty input. */
export function fieldsIn(root) {
  const fields = {};
  for (const holder of root.querySelectorAll('[data-value]')) {
    const { block, action } = holder.dataset;
    fields[block] = { ...fields[block], [action]: valuesOf(holder) };
  }
  return fields;
}

/** Puts `fields` back into the inputs of the same block and action id. */
export function fillIn(root, fields) {
  for (const holder of root.querySelectorAll('[data-value]')) {
    const values = fields[holder.dataset.block]?.[holder.dataset.action];
    if (values === undefined) continue;
    if (isSearched(holder)) choose(holder, values[0] ?? '');
    else if (holder.tagName === 'FIELDSET')
      for (const choice of holder.querySelectorAll('input')) choice.checked = values.includes(choice.value);
    else if (holder.type === 'datetime-local') holder.value = values[0] ? new Date(values[0] * 1000).toISOString().slice(0, 16) : '';
    else holder.value = values[0] ?? '';
  }
}

function valuesOf(holder) {
  if (holder.tagName === 'FIELDSET') return [...holder.querySelectorAll('input:checked')].map(({ value }) => value);
  if (isSearched(holder)) return holder.dataset.chosen === '' ? [] : [holder.dataset.chosen];
  if (holder.value === '') return [];
  // The field's time is read as UTC, in which the page writes it too.
  if (holder.type === 'datetime-local') return [String(Date.parse(`${holder.value}Z`) / 1000)];
  return [holder.value];
}
