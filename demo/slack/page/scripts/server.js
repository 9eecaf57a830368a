import { element, state } from './state.js';

/** What the stand-in shows at `/page/<name>`, as the person who is looking sees it. */
export async function get(name, query = {}) {
  const response = await fetch(`/page/${name}?${new URLSearchParams({ user: state.person, ...query })}`);
  return response.json();
}

/** Does something as the person who is looking. Says what went wrong, and gives what the stand-in answers. */
export async function act(name, fields = {}) {
  showProblem('');
  try {
    const answer = await post(name, { user: state.person, channel: state.channel, ...fields });
    if (!answer.ok) showProblem(answer.problem);
    return answer;
  } catch (error) {
    showProblem(`The stand-in does not answer (${error.message}).`);
    return { ok: false };
  }
}

export async function post(name, body) {
  const response = await fetch(`/page/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

export function showProblem(problem) {
  element('problem').hidden = problem === '';
  element('problem').textContent = problem;
}
