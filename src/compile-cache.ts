import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Has Node keep what it makes of the source, which takes a third off the time of a start. The folder is the checkout's own: one that
 * others can write to would let them put in code. NODE_COMPILE_CACHE names another; where neither can be written to, all works without.
 * Only what is imported after this is kept.
 */
export function keepCompiledCode(): void {
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/spendbot', import.meta.url)));
}
