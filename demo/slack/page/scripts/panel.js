import { make } from './dom.js';
import { get, post } from './server.js';
import { element } from './state.js';

const lookEveryMs = 400;

/** The panel that breaks OpenAI and Slack, and moves the clock. It is there only where the stand-in offers it. */
export async function tendPanel() {
  const controls = await get('controls');
  if (controls.switches === undefined) return;
  element('show-panel').hidden = false;
  element('show-panel').addEventListener('click', () => toggle());
  element('panel').addEventListener('keydown', event => {
    if (event.key === 'Escape') void toggle(false);
  });
  show(controls);
}

async function toggle(isOpen = element('panel').hidden) {
  element('panel').hidden = !isOpen;
  element('show-panel').setAttribute('aria-expanded', String(isOpen));
  if (!isOpen) return element('show-panel').focus();
  show(await get('controls'));
  element('panel').querySelector('input, button')?.focus();
}

function show({ switches, now, jumping }) {
  const focused = document.activeElement?.id;
  const groups = [...new Set(switches.map(({ group }) => group))];
  const time = new Date(now).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  element('panel').replaceChildren(
    make(
      'header',
      { class: 'place' },
      make('div', { class: 'place-words' }, make('h2', {}, 'Break things'), make('p', {}, `It is ${time} UTC here.`)),
      make('button', { type: 'button', class: 'icon', 'aria-label': 'Close the panel', onclick: () => toggle(false) }, '✕'),
    ),
    make(
      'div',
      { class: 'panel-content' },
      ...groups.map(group =>
        make('fieldset', {}, make('legend', {}, group), ...switches.filter(one => one.group === group).map(switchFor)),
      ),
      make(
        'fieldset',
        {},
        make('legend', {}, 'Time'),
        make('p', {}, 'The night passes hour by hour: spendbot collects, posts its digests and raises alerts on the way.'),
        make(
          'button',
          { id: 'jump', type: 'button', class: 'press', disabled: jumping !== null, onclick: jump },
          'Jump to tomorrow morning',
        ),
        make('p', { role: 'status' }, jumping === null ? '' : `It is ${jumping.slice(11, 16)} UTC on the way …`),
      ),
    ),
  );
  if (focused) element(focused)?.focus();
  element('show-panel').classList.toggle(
    'danger',
    switches.some(({ isOn }) => isOn),
  );
  if (jumping !== null) setTimeout(async () => show(await get('controls')), lookEveryMs);
}

function switchFor({ id, label, isOn }) {
  const box = make('input', {
    type: 'checkbox',
    id: `switch-${id}`,
    onchange: async event => show(await post('controls', { turn: id, isOn: event.target.checked })),
  });
  box.checked = isOn;
  return make('label', {}, box, make('span', {}, label));
}

async function jump() {
  show(await post('controls', { jump: true }));
}
