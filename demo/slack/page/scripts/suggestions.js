import { make } from './dom.js';
import { state } from './state.js';

const most = 8;

/** What one may mean by the word at the end of `text`: a command, a person, a channel. Tab takes the first, the arrow keys choose. */
export function createSuggestions(list, text, takesCommands) {
  let offered = [];
  let at = -1;
  const show = () => {
    list.hidden = offered.length === 0;
    list.replaceChildren(
      ...offered.map(({ word, note }, index) =>
        make(
          'li',
          {
            role: 'option',
            'aria-selected': String(index === at),
            onpointerdown: event => event.preventDefault(),
            onclick: () => take(index),
          },
          word,
          make('small', {}, note),
        ),
      ),
    );
  };
  const clear = () => {
    offered = [];
    at = -1;
    show();
  };
  const take = index => {
    text.value = `${text.value.replace(/\S*$/, '')}${offered[index].word} `;
    clear();
    text.dispatchEvent(new Event('input'));
    text.focus();
  };
  const move = by => {
    at = (at + by + offered.length) % offered.length;
    show();
  };
  return {
    /** Offers anew what fits what is typed. */
    look() {
      offered = fitting(text.value, takesCommands).slice(0, most);
      at = -1;
      show();
    },
    /** Whether the key was meant for the suggestions. */
    takesKey(event) {
      if (offered.length === 0) return false;
      if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else if (event.key === 'Escape') clear();
      else if (event.key === 'Tab' && !event.shiftKey) take(Math.max(at, 0));
      else if (event.key === 'Enter' && at >= 0) take(at);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}

function fitting(typed, takesCommands) {
  const { commands, people, bot, channels } = state.workspace;
  const word = /\S*$/.exec(typed)[0].toLowerCase();
  const all = [
    ...(takesCommands && word === typed.toLowerCase() ? commands.map(({ command, hint }) => ({ word: command, note: hint })) : []),
    ...[bot, ...people].map(({ handle, name }) => ({ word: `@${handle}`, note: name })),
    ...channels.filter(({ kind }) => kind !== 'direct').map(({ name, topic }) => ({ word: `#${name}`, note: topic })),
  ];
  return /^[/@#]/.test(word) ? all.filter(({ word: full }) => full.startsWith(word) && full !== word) : [];
}
