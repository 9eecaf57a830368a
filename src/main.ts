import { keepCompiledCode } from './compile-cache.ts';
import { keepYoungHeapSmall } from './young-heap.ts';

keepCompiledCode();
keepYoungHeapSmall();
const [{ exitWith }, { start }, { environment }] = await Promise.all([import('./exit.ts'), import('./start.ts'), import('./config.ts')]);
await exitWith(() => start(environment()));
