import { createComposer } from './composer.js';
import { showHome } from './home.js';
import { onPress } from './inputs.js';
import { keepAtEnd, pressOnMessage, showMessages } from './message-list.js';
import { act, get, showProblem } from './server.js';
import { markRead, showSidebar } from './sidebar.js';
import { element, state } from './state.js';
import { closeThread, openThread, refreshThread } from './thread.js';

const composer = createComposer(element('composer'), { takesCommands: true, send: text => act('type', { text }) });

export function tendPlaces() {
  for (const tab of document.querySelectorAll('[data-tab]')) tab.addEventListener('click', () => openTab(tab.dataset.tab));
  element('tabs').addEventListener('keydown', event => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    void openTab(state.tab === 'home' ? 'messages' : 'home');
    document.querySelector('[role="tab"][aria-selected="true"]').focus();
  });
  onPress(element('messages'), pressOnMessage);
  keepAtEnd(element('messages'));
}

/** Opens a channel by its id. */
export async function openChannel(id) {
  const channel = state.workspace.channels.find(other => other.id === id);
  state.channel = id;
  state.tab = 'messages';
  markRead(id);
  closeThread();
  const shown = channel.kind === 'direct' ? channel.name : `#${channel.name}`;
  const { bot, commands } = state.workspace;
  const absence = channel.withBot ? '' : `${bot.name} is not in this channel`;
  element('place-name').textContent = shown;
  element('place-topic').textContent = [channel.topic, absence].filter(Boolean).join(' · ');
  element('tabs').hidden = channel.kind !== 'direct';
  composer.open(commands.length > 0 ? `Message ${shown}, or ${commands[0].command}` : `Message ${shown}`);
  showSidebar(openChannel);
  element('messages').replaceChildren();
  history.replaceState(null, '', `#${channel.kind === 'direct' ? id : channel.name}`);
  showTab();
  await refreshChannel();
  composer.focus();
}

/** Shows the Home tab or the messages of the bot's direct conversation. */
export async function openTab(tab) {
  state.tab = tab;
  showTab();
  if (tab === 'home') await showHome();
  else composer.focus();
}

function showTab() {
  const isHome = state.tab === 'home';
  element('home').hidden = !isHome;
  element('messages').hidden = isHome;
  element('composer').hidden = isHome;
  for (const tab of document.querySelectorAll('[data-tab]')) {
    tab.setAttribute('aria-selected', String(tab.dataset.tab === state.tab));
    tab.tabIndex = tab.dataset.tab === state.tab ? 0 : -1;
  }
}

async function refreshChannel() {
  const asked = state.channel;
  const { messages } = await get('messages', { channel: asked });
  if (asked === state.channel) showMessages(element('messages'), messages, openThread);
}

/** Shows what has happened in the channel and the thread that are open. */
export async function catchUp() {
  try {
    await Promise.all([refreshChannel(), refreshThread()]);
    showConnected();
  } catch (error) {
    showProblem(`The stand-in does not answer (${error.message}).`);
  }
}

function showConnected() {
  if (element('problem').textContent.startsWith('The stand-in does not answer')) showProblem('');
}
