// The stand-in workspace in the browser. The server draws messages and forms; these scripts show them, keep them fresh, and
// send what is typed, pressed and filled in.
import { make } from './dom.js';
import { refreshHome, tendHome } from './home.js';
import { tendMenus } from './menus.js';
import { showModals, tendModal } from './modal.js';
import { tendPanel } from './panel.js';
import { catchUp, openChannel, openTab, tendPlaces } from './places.js';
import { tendScheme } from './scheme.js';
import { get, showProblem } from './server.js';
import { markUnread, tendSidebar } from './sidebar.js';
import { element, state } from './state.js';
import { tendThread } from './thread.js';

let stream;

// Nobody waits for what an event does.
addEventListener('unhandledrejection', ({ reason }) => showProblem(`The page itself failed: ${reason?.message ?? reason}`));
tendScheme();
tendMenus();
tendSidebar();
tendPlaces();
tendThread();
tendHome();
tendModal();
element('person').addEventListener('change', event => become(event.target.value));
await become(state.person);
await tendPanel();

/** Looks at the workspace as the person with this id; as the viewer when it is empty. */
async function become(id) {
  state.workspace = await get('workspace', id === '' ? {} : { user: id });
  state.person = state.workspace.viewer;
  element('workspace-name').textContent = state.workspace.name;
  document.title = `${state.workspace.name} (stand-in workspace)`;
  element('person').replaceChildren(...state.workspace.people.map(personOption));
  element('person').value = state.person;
  listen();
  const wanted = decodeURIComponent(location.hash.slice(1));
  const { channels, opensOn } = state.workspace;
  const next = [state.channel, wanted, opensOn]
    .map(name => channels.find(channel => channel.id === name || channel.name === name))
    .find(Boolean);
  const tab = state.tab;
  await openChannel((next ?? channels[0]).id);
  if (tab === 'home' && next?.kind === 'direct') await openTab('home');
}

function personOption({ id, name, role }) {
  return make('option', { value: id }, role === 'member' ? name : `${name} (${role})`);
}

/** A browser connects again by itself; what happened meanwhile is read then. */
function listen() {
  stream?.close();
  stream = new EventSource(`/page/stream?${new URLSearchParams({ user: state.person })}`);
  stream.addEventListener('open', () => {
    void catchUp();
    void lookAtScreen();
  });
  stream.addEventListener('screen', lookAtScreen);
  stream.addEventListener('change', event => {
    const { channel, isOwn } = JSON.parse(event.data);
    if (channel === state.channel) void catchUp();
    else if (!isOwn) markUnread(channel);
  });
}

async function lookAtScreen() {
  const screen = await get('screen');
  showModals(screen.modals);
  if (state.tab === 'home') await refreshHome(screen);
}
