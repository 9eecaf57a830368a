// The stand-in workspace in the browser. The server draws the messages; this shows them, keeps them fresh, and sends what is typed and pressed.

const element = id => document.getElementById(id);
const drawnHtml = new Map();
let workspace;
let person = new URLSearchParams(location.search).get('user') ?? '';
let channel = '';
let stream;

await start();

async function start() {
  chooseScheme(localStorage.getItem('scheme') ?? 'auto');
  element('scheme').addEventListener('change', event => chooseScheme(event.target.value));
  element('person').addEventListener('change', event => become(event.target.value));
  element('composer').addEventListener('submit', send);
  element('text').addEventListener('input', showHint);
  element('text').addEventListener('keydown', sendOnEnter);
  element('messages').addEventListener('click', pressButton);
  element('messages').addEventListener('change', pressMenu);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chooseScheme(element('scheme').value));
  await become(person);
}

/** The drawing library's own styles look at `data-theme`, so ours do too. */
function chooseScheme(scheme) {
  localStorage.setItem('scheme', scheme);
  element('scheme').value = scheme;
  const isDark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

async function become(id) {
  workspace = await get(`/page/workspace?user=${encodeURIComponent(id)}`);
  person = workspace.viewer;
  element('workspace-name').textContent = workspace.name;
  document.title = `${workspace.name} (stand-in workspace)`;
  element('person').replaceChildren(...workspace.people.map(personOption));
  const wanted = location.hash.slice(1);
  const next = [channel, wanted].map(name => workspace.channels.find(({ id, name: other }) => id === name || other === name)).find(Boolean);
  listen();
  await open((next ?? workspace.channels[0]).id);
}

function personOption({ id, name, role }) {
  const option = new Option(role === 'member' ? name : `${name} (${role})`, id);
  option.selected = id === person;
  return option;
}

/** A browser connects again by itself; what happened meanwhile is read then. */
function listen() {
  stream?.close();
  stream = new EventSource(`/page/stream?user=${encodeURIComponent(person)}`);
  stream.addEventListener('open', catchUp);
  stream.addEventListener('change', event => {
    const change = JSON.parse(event.data);
    if (change.channel === channel) catchUp();
    else document.querySelector(`#channels [data-channel="${change.channel}"]`)?.classList.add('unread');
  });
}

function catchUp() {
  refresh().catch(error => showProblem(`The stand-in does not answer (${error.message}).`));
}

async function open(id) {
  channel = id;
  const { name, kind, topic, withBot } = workspace.channels.find(other => other.id === id);
  const shown = kind === 'direct' ? name : `#${name}`;
  element('channel-name').textContent = shown;
  element('channel-topic').textContent = withBot ? topic : `${topic}${topic ? ' · ' : ''}${workspace.bot} is not in this channel`;
  element('text').placeholder = `Message ${shown}, or ${workspace.commands[0]} last 7d`;
  element('channels').replaceChildren(...workspace.channels.map(channelItem));
  drawnHtml.clear();
  element('messages').replaceChildren();
  history.replaceState(null, '', `#${kind === 'direct' ? id : name}`);
  await refresh();
  element('text').focus({ preventScroll: true });
}

function channelItem({ id, name, kind }) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = name;
  button.className = kind;
  button.dataset.channel = id;
  if (id === channel) button.setAttribute('aria-current', 'page');
  button.addEventListener('click', () => open(id));
  item.append(button);
  return item;
}

/** Draws what changed and leaves the rest alone, so that nothing jumps and no focus is lost. */
async function refresh() {
  const asked = channel;
  const { messages } = await get(`/page/messages?user=${encodeURIComponent(person)}&channel=${encodeURIComponent(asked)}`);
  if (asked !== channel) return;
  const log = element('messages');
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const present = new Set(messages.map(({ ts }) => ts));
  for (const shown of [...log.children]) if (!present.has(shown.dataset.ts)) shown.remove();
  messages.forEach(({ ts, html }, index) => {
    const shown = log.querySelector(`[data-ts="${ts}"]`);
    if (shown !== null && drawnHtml.get(ts) === html) return;
    const drawn = document.createRange().createContextualFragment(html).querySelector('article');
    showLocalTime(drawn);
    if (shown === null) log.insertBefore(drawn, log.children[index] ?? null);
    else shown.replaceWith(drawn);
    drawnHtml.set(ts, html);
  });
  if (wasAtEnd) log.scrollTop = log.scrollHeight;
  for (const image of log.querySelectorAll('img'))
    image.addEventListener('load', () => wasAtEnd && log.scrollTo(0, log.scrollHeight), { once: true });
}

function showLocalTime(article) {
  const time = article.querySelector('time');
  time.textContent = new Date(time.dateTime).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  time.title = new Date(time.dateTime).toLocaleString();
}

function showHint() {
  const typed = element('text').value;
  const command = workspace.commands.find(name => name.startsWith(typed.split(' ')[0]));
  element('hint').hidden = !typed.startsWith('/') || command === undefined;
  element('hint').textContent = command === undefined ? '' : `${command} last 7d · by model · by project · help`;
  element('text').style.height = 'auto';
  element('text').style.height = `${element('text').scrollHeight}px`;
}

function sendOnEnter(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  element('composer').requestSubmit();
}

async function send(event) {
  event.preventDefault();
  const text = element('text').value.trim();
  if (text === '') return;
  element('text').value = '';
  showHint();
  await act('/page/type', { text });
}

async function pressButton(event) {
  const pressed = event.target.closest('button[data-action], a[data-action]');
  if (pressed === null) return;
  pressed.disabled = true;
  await act('/page/press', pressing(pressed));
  pressed.disabled = false;
}

async function pressMenu(event) {
  const menu = event.target.closest('select[data-action]');
  if (menu === null || menu.value === '') return;
  await act('/page/press', { ...pressing(menu), choice: menu.value });
}

function pressing(pressed) {
  return { action: pressed.dataset.action, ts: pressed.closest('article').dataset.ts };
}

async function act(path, fields) {
  showProblem('');
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: person, channel, ...fields }),
  });
  const { ok, problem } = await response.json();
  showProblem(ok ? '' : problem);
}

function showProblem(problem) {
  element('problem').hidden = problem === '';
  element('problem').textContent = problem;
}

async function get(path) {
  const response = await fetch(path);
  return response.json();
}
