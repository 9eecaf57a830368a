import { keepCompiledCode, keepYoungHeapSmall } from '#app/node-flags.ts';

keepCompiledCode();
keepYoungHeapSmall();
const [{ exitWith }, { start }, { environment }] = await Promise.all([
  import('#app/exit.ts'),
  import('#app/start.ts'),
  import('#app/config.ts'),
]);
await exitWith(() => start(environment()));
