import { keepCompiledCode } from './compile-cache.ts';

keepCompiledCode();
const { exitWith } = await import('./exit.ts');
const { start } = await import('./start.ts');
await exitWith(start);
