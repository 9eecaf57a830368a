import type { NoteView } from '#show/plain-views.ts';
import type { AlertView } from './view-alert.ts';
import type { DigestCorrectionView, DigestView } from './view-digest.ts';

/** The views of messages that spendbot posts by itself, as the outbox keeps them. */
export type PostedView = AlertView | DigestView | DigestCorrectionView | NoteView;
