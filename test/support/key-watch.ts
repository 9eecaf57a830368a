import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import fs, { readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeEach } from 'vitest';
import { WebSocket } from 'ws';
import { lookForKeys, takeFinds } from './key-finds.ts';

// Runs before each file of tests, and fails a test that leaves a key in what a process says, in what a server of the test is sent (Slack's
// among them), in a database, or in a file.

subscribe('child_process', event => {
  const { process: child } = event as { process: ChildProcess };
  child.once('spawn', () => {
    for (const stream of [child.stdout, child.stderr]) if (stream !== null) whenRead(stream, `what ${child.spawnargs.join(' ')} says`);
  });
});

subscribe('http.server.request.start', event => {
  // The address and the body: a key belongs in the headers, or where Bolt puts it, in the field that is there for it.
  const { request } = event as { request: IncomingMessage };
  lookForKeys('the address of a request', request.url ?? '');
  whenRead(request, `what ${request.method} ${request.url} sends`, body => body.replace(/(?<=^|&)token=[^&]*/, ''));
});

/** Looks at all that comes out of `stream` once it ends, without reading it in the place of whoever does. */
function whenRead(stream: Readable, where: string, without = (text: string) => text): void {
  const chunks: Buffer[] = [];
  const { push } = stream;
  stream.push = (chunk, encoding) => {
    if (chunk === null) lookForKeys(where, without(Buffer.concat(chunks).toString('latin1')));
    else chunks.push(Buffer.from(chunk));
    return push.call(stream, chunk, encoding);
  };
}

const { emit } = WebSocket.prototype;
WebSocket.prototype.emit = function (this: WebSocket, event, ...args: unknown[]) {
  if (event === 'message') lookForKeys('what goes over a socket', String(args[0]));
  return emit.call(this, event, ...args);
};

const { close } = SqliteDatabase.prototype;
SqliteDatabase.prototype.close = function (this: SqliteDatabase.Database) {
  // Those in files are looked at when these go.
  if (this.open && this.memory) lookForKeys('the database', this.serialize());
  return close.call(this);
};

const { rmSync } = fs;
fs.rmSync = (path, options) => {
  lookInFiles(String(path));
  rmSync(path, options);
};
const { rm } = fs.promises;
fs.promises.rm = (path, options) => {
  lookInFiles(String(path));
  return rm(path, options);
};
syncBuiltinESMExports();

/** Looks into everything in a folder that is about to go, but for installed packages. */
function lookInFiles(path: string): void {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about?.isFile()) lookForKeys(`the file ${path}`, readFileSync(path));
  else if (about?.isDirectory()) for (const name of readdirSync(path)) if (name !== 'node_modules') lookInFiles(join(path, name));
}

const failIfFound = () => {
  const finds = takeFinds();
  if (finds.length > 0) throw new Error(`A key was left in ${finds.join('\n  and in ')}`);
};
// Registered first, these run last.
beforeEach(({ onTestFinished }) => onTestFinished(failIfFound));
afterAll(failIfFound);
