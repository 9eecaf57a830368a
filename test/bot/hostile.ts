import type { HomeView } from '#features/home/home.ts';
import { alert as alertView } from '../support/views/alert-views.ts';
import { answer, modelGroup } from '../support/views/views.ts';

/** Names that ping, format, run, overflow, turn the text around, or are none. */
export const hostileNames: readonly string[] = [
  '<!channel>',
  '<@U0ALICE>',
  '*bold* _and_ ~more~',
  '`code` :smile:',
  "=cmd|' /C calc'!A0",
  'x'.repeat(300),
  '\u202Eהפרויקט שלנו\u202C',
  'مشروع البحث',
  '🎉'.repeat(40),
  '“by model”, "for" \\ last 7d',
  'a\nb\tc',
  ' ',
  '',
];

/** A Home in which everything is called `name`. */
export function homeCalled(plain: HomeView, name: string): HomeView {
  const channelId = 'C0GENERAL';
  const digest = {
    number: 1,
    rhythm: 'daily',
    time: '09:30',
    timeZone: name,
    channelId,
    scope: name,
    isPaused: false,
    next: name,
  } as const;
  const alert = {
    number: 1,
    isPaused: true,
    kind: 'day',
    channelId: name,
    amountNanoUsd: 1n,
    hours: null,
    scope: name,
    openCount: 2,
  } as const;
  return {
    ...plain,
    topModels: answer({ groups: [modelGroup(name, 280, 2 / 3), modelGroup(`${name} 2`, 140, 1 / 3)] }),
    forecast: { ...plain.forecast, about: `for ${name}` },
    projects: answer({ bands: Array.from({ length: 8 }, () => ({ label: name, costNanoUsd: [3n, 0n, -1n, 7n] })) }),
    openAlerts: Array.from({ length: 9 }, () => ({
      alert: alertView({ finding: { alert: 'new key', name, day: '2026-11-21', project: { label: name, share: 1 }, costNanoUsd: 1n } }),
      channelId: name,
    })),
    digests: Array.from({ length: 30 }, () => digest),
    alerts: Array.from({ length: 30 }, () => alert),
  };
}
