import packageJson from '../../package.json' with { type: 'json' };

/** Spendbot's own version. */
export const { version } = packageJson;
