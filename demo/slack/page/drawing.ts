import type { Context } from '../context.ts';
import type { Drawing } from './block-element.ts';

/** What drawing needs from this workspace. */
export function drawingOf({ state, files }: Context): Drawing {
  return {
    fileUrl: slackFile => {
      const file = files.named(slackFile);
      return file === undefined ? null : new URL(files.address(file)).pathname;
    },
    handles: [...state.people, state.bot].map(({ id, handle }) => ({ id, name: handle })),
    users: [...state.people, state.bot].map(({ id, name }) => ({ id, name })),
    channels: state.channels.map(({ id, name, kind }) => ({ id, name, isDirect: kind === 'direct' })),
  };
}
