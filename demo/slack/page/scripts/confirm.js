import { make } from './dom.js';
import { element } from './state.js';

/** Asks what the bot wants confirmed before something is pressed; true at once where it wants nothing. */
export async function confirmed(json) {
  if (json === undefined) return true;
  const { title, text, confirm, deny, style } = JSON.parse(json);
  const dialog = element('confirm');
  dialog.replaceChildren(
    make(
      'form',
      { method: 'dialog', class: 'frame' },
      make('h2', {}, title?.text ?? 'Are you sure?'),
      make('p', {}, text?.text ?? ''),
      make(
        'div',
        { class: 'frame-buttons' },
        make('button', { class: 'press', value: 'no' }, deny?.text ?? 'Cancel'),
        make('button', { class: `press ${style === 'danger' ? 'danger' : 'primary'}`, value: 'yes' }, confirm?.text ?? 'Yes'),
      ),
    ),
  );
  dialog.returnValue = '';
  dialog.showModal();
  await new Promise(resolve => dialog.addEventListener('close', resolve, { once: true }));
  return dialog.returnValue === 'yes';
}
