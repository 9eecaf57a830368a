/** An element with attributes and children; text becomes text, never markup. An attribute that is undefined, null or false is left out. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== null));
  return made;
}

/** Markup that the stand-in drew. */
export function drawn(html) {
  return document.createRange().createContextualFragment(html);
}

/** A menu that opens under its button. `entries` are `{ text, note, choose }`. */
export function menu(label, sign, className, entries) {
  return make(
    'details',
    { class: 'menu' },
    make('summary', { class: className, 'aria-label': label }, sign),
    make('div', { role: 'menu' }, ...menuEntries(entries)),
  );
}

export function menuEntries(entries) {
  return entries.map(({ text, note, choose }) =>
    make(
      'button',
      { type: 'button', role: 'menuitem', onclick: event => chosen(event.target, choose) },
      text,
      note ? make('small', {}, note) : null,
    ),
  );
}

function chosen(entry, choose) {
  entry.closest('details').open = false;
  choose();
}
