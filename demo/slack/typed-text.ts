import type { WorkspaceState } from './workspace-state.ts';

/**
 * What a person typed, as Slack passes it on: `&`, `<`, `>` escaped, `@alice` and `#general` as ids. In a command (with
 * `should_escape`) the name follows the id, `<@U0ALICE|alice>`; in a message it does not.
 */
export function asSlackSends(text: string, state: WorkspaceState, form: 'command' | 'message'): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replace(/(?<![\w&])([@#])([\w.-]*\w)/g, (typed, sign: string, name: string) => {
    if (sign === '@') {
      const person = [...state.people, state.bot].find(({ handle }) => handle === name.toLowerCase());
      return person === undefined ? typed : reference('@', person.id, person.handle, form);
    }
    const channel = state.channel(`#${name}`);
    return channel === undefined ? typed : reference('#', channel.id, channel.name, form);
  });
}

function reference(sign: string, id: string, name: string, form: 'command' | 'message'): string {
  return form === 'command' ? `<${sign}${id}|${name}>` : `<${sign}${id}>`;
}
