#!/usr/bin/env node
import { existsSync } from 'node:fs';

// better-sqlite3 is built for Node-API 10; an older Node would crash on it without a word.
if (Number(process.versions.napi) < 10) {
  process.stderr.write(`spendbot needs Node 22.14 or newer. This is Node ${process.versions.node}.\n`);
  process.exit(1);
}

// A checkout runs its source, so that it needs no build and never runs an old one; the package and the image hold only `dist`.
const source = new URL('../src/cli.ts', import.meta.url);
const program = existsSync(source) ? source : new URL('../dist/cli.js', import.meta.url);
await import(program.href);
