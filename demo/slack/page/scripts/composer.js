import { menuEntries } from './dom.js';
import { act } from './server.js';
import { element, state } from './state.js';
import { createSuggestions } from './suggestions.js';

/** Fills `form` with what one needs to type. `send` gets the text; commands are offered where they work, which is not in threads. */
export function createComposer(form, { takesCommands, send }) {
  form.append(element('composer-parts').content.cloneNode(true));
  const text = form.querySelector('textarea');
  const hint = form.querySelector('.hint');
  const suggestions = createSuggestions(form.querySelector('.suggestions'), text, takesCommands);
  const looked = () => {
    suggestions.look();
    showHint(hint, takesCommands ? text.value : '');
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight}px`;
  };
  text.addEventListener('input', looked);
  text.addEventListener('keydown', event => {
    if (suggestions.takesKey(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    const typed = text.value.trim();
    if (typed === '') return;
    text.value = '';
    looked();
    send(typed);
  });
  return {
    /** Names the place that one types into, and offers the shortcuts there are. */
    open(placeholder) {
      text.placeholder = placeholder;
      text.setAttribute('aria-label', placeholder);
      const shortcuts = form.querySelector('.shortcuts');
      const entries = takesCommands ? entriesFor(text, looked) : [];
      shortcuts.hidden = entries.length === 0;
      shortcuts.querySelector('[role="menu"]').replaceChildren(...menuEntries(entries));
    },
    focus: () => text.focus({ preventScroll: true }),
  };
}

function entriesFor(text, looked) {
  const { shortcuts, commands } = state.workspace;
  const global = shortcuts.filter(({ type }) => type === 'global');
  return [
    ...global.map(({ name, callbackId }) => ({
      text: name,
      note: state.workspace.bot.name,
      choose: () => act('shortcut', { callbackId }),
    })),
    ...commands.map(({ command, hint }) => ({
      text: command,
      note: hint,
      choose: () => {
        text.value = `${command} `;
        looked();
        text.focus();
      },
    })),
  ];
}

/** Once a command is typed, what can follow it. */
function showHint(hint, typed) {
  const command = state.workspace.commands.find(known => typed === known.command || typed.startsWith(`${known.command} `));
  hint.hidden = command === undefined;
  hint.textContent = command === undefined ? '' : `${command.command} ${command.hint}`;
}
