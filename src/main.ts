import { keepCompiledCode } from './compile-cache.ts';
import { keepYoungHeapSmall } from './young-heap.ts';

keepCompiledCode();
keepYoungHeapSmall();
const { exitWith } = await import('./exit.ts');
const { start } = await import('./start.ts');
await exitWith(start);
