import { fileURLToPath } from 'node:url';

/**
 * The variables of every process that a test starts. What Node compiled for one serves all; otherwise each start takes a quarter longer.
 * `npm ci` empties the folder.
 */
export const childVariables = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/spendbot-test-modules', import.meta.url)),
};
