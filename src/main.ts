import { exitWith } from './exit.ts';
import { start } from './start.ts';

await exitWith(start);
