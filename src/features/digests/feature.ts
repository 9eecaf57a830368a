import { notForThem } from '../access/asker.ts';
import { type Feature, posted } from '../feature.ts';
import { digestCorrectionMessage, digestMessage, digestsMessage } from './blocks.ts';
import { digestPicture } from './chart.ts';
import { type DigestCommand, parseDigestCommand } from './command.ts';
import { correctionJob } from './correction-job.ts';
import { digestJob } from './digest-job.ts';
import { digestForm } from './form.ts';
import { manageDigests } from './manage-digests.ts';
import { digestsText, digestText } from './text.ts';
import type { DigestCorrectionView, DigestsView, DigestView } from './view.ts';
import { digestForAll, digestTitle, withheldDigest } from './words.ts';

/** `digest weekly at 9:00`, `digest preview`: everyone sees digests, admins change them. */
export const digestsFeature: Feature<{ readonly command: DigestCommand; readonly text: string }, DigestsView | DigestView> = {
  help: () => [{ question: 'digest preview weekly', meaning: 'what a channel gets every week; admins set it up: digest weekly at 9:00' }],
  parse(_rest, context) {
    const command = parseDigestCommand(context.typed, context);
    return 'problem' in command ? command : { command, text: context.typed };
  },
  answer: (parts, { command, text }, asker, now) => manageDigests({ parts, text, manager: asker, now }, command),
  mayRead: (view, asker) => (view.kind === 'digest' && view.models.namesPeople && !asker.maySeePeople ? notForThem(asker, 'digest') : true),
  inScope(view) {
    if (view.kind === 'digest') return view.within === undefined ? null : view;
    // An admin sees what they just did; the other digests are not listed.
    return view.done === null ? null : { ...view, digests: view.digests.filter(({ number }) => number === view.done?.number), changes: [] };
  },
  // Who changed what is for admins, who are not the only ones to read in a channel.
  blocks: (view, { isPublic }) =>
    view.kind === 'digest' ? digestMessage(view, null) : digestsMessage(isPublic ? { ...view, changes: [] } : view),
  text: (view, terminal) => (view.kind === 'digest' ? digestText(view, terminal) : digestsText(view, terminal)),
  forms: [digestForm],
  jobs: parts => [digestJob(parts), correctionJob(parts)],
  posts: [
    posted<DigestView>('digest', (view, peopleVisible) => ({
      title: digestTitle(view),
      chart: digestPicture(view),
      message: picture => digestMessage(peopleVisible === 'everyone' ? view : digestForAll(view), picture),
      ...(view.models.namesPeople && peopleVisible === 'admins' ? { withheld: withheldDigest(view) } : {}),
    })),
    posted<DigestCorrectionView>('digest correction', (view, peopleVisible) => ({
      title: 'Correction of a digest',
      chart: null,
      message: () => digestCorrectionMessage(view),
      ...(view.namesPeople && peopleVisible === 'admins' ? { withheld: 'corrections of a digest' } : {}),
    })),
  ],
};
