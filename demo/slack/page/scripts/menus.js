/** Menus close when one looks elsewhere or chooses; the arrow keys move in them and Escape leaves them. */
export function tendMenus() {
  document.addEventListener('click', event => closeMenus(event.target.closest('details.menu')));
  document.addEventListener('focusin', event => closeMenus(event.target.closest('details.menu')));
  document.addEventListener('keydown', moveInMenu);
  document.addEventListener('toggle', keepInWindow, true);
}

function closeMenus(except) {
  for (const open of document.querySelectorAll('details.menu[open]')) if (open !== except) open.open = false;
}

function moveInMenu(event) {
  const menu = event.target.closest?.('details.menu[open]');
  if (!menu) return;
  const entries = [...menu.querySelectorAll('[role="menuitem"]')];
  const at = entries.indexOf(document.activeElement);
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    menu.open = false;
    menu.querySelector('summary').focus();
  }
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const next = event.key === 'ArrowDown' ? at + 1 : at - 1;
    entries[(next + entries.length) % entries.length]?.focus();
  }
}

/** A menu opens to the side, and above or below, where there is room. */
function keepInWindow(event) {
  const menu = event.target;
  if (!menu.matches?.('details.menu[open]')) return;
  const list = menu.querySelector('[role="menu"]');
  const button = menu.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  menu.classList.toggle('to-left', button.left + width > innerWidth - 8);
  menu.classList.toggle('upward', button.bottom + height > innerHeight - 8 && button.top > height);
}
