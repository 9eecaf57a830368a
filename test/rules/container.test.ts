import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { copied, instructions } from '../support/dockerfile.ts';

const root = new URL('../..', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');

const container = z.looseObject({
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  volumes: z.array(z.string()).optional(),
  tmpfs: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
});
const replicas = container.extend({
  profiles: z.array(z.string()),
  deploy: z.object({ replicas: z.number() }),
  hostname: z.undefined().optional(),
});
const compose = z
  .object({
    name: z.string(),
    services: z.object({ spendbot: container, quickchart: container, replica: replicas }),
    volumes: z.record(z.string(), z.unknown()),
  })
  .parse(parse(read('compose.yml')));

describe('the image', () => {
  it('is built from files that exist and that .dockerignore lets through', () => {
    const kept = read('.dockerignore')
      .split('\n')
      .filter(line => line.startsWith('!'))
      .map(line => line.slice(1));
    expect(copied.length).toBeGreaterThan(4);
    for (const file of copied) {
      expect(existsSync(new URL(file, root)), file).toBe(true);
      expect(kept, file).toContain(file);
    }
  });

  it('holds what the npm package holds, and the packages beside it: no source, nothing that only builds', () => {
    const { files }: { files: readonly string[] } = JSON.parse(read('package.json'));
    const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
    const taken = last
      .filter(({ name }) => name === 'COPY')
      .flatMap(({ rest }) =>
        rest
          .replace(/^--from=\S+ \/app\//, '')
          .split(' ')
          .slice(0, -1),
      );
    const forPeople = ['CHANGELOG.md'];
    const needed = [...files.filter(file => !forPeople.includes(file)), 'bin', 'package.json', 'node_modules'];
    expect(taken.toSorted()).toEqual(needed.toSorted());
  });

  it('runs as a person without rights, on the Node that spendbot needs, with a health check', () => {
    const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
    expect(last.findLast(({ name }) => name === 'USER')?.rest).toBe('node');
    expect(last.some(({ name }) => name === 'HEALTHCHECK')).toBe(true);
    expect(last.find(({ name }) => name === 'CMD')?.rest).toBe('["node", "dist/main.js"]');
    for (const { rest } of instructions.filter(({ name }) => name === 'FROM')) expect(rest).toMatch(/^node:24-slim/);
  });
});

describe('the compose file', () => {
  it('gives spendbot a read-only root, no capabilities, and one volume for what it writes', () => {
    const { spendbot } = compose.services;
    expect(spendbot.read_only).toBe(true);
    expect(spendbot.cap_drop).toEqual(['ALL']);
    expect(spendbot.security_opt).toEqual(['no-new-privileges:true']);
    expect(spendbot.volumes).toEqual(['data:/data']);
    expect(Object.keys(compose.volumes)).toEqual(['data', 'postgres']);
    expect(spendbot.environment?.DATABASE_URL).toMatch(/^file:\/data\//);
  });

  it('has two replicas on PostgreSQL, as locked up, that start only when they are asked for', () => {
    const { replica, spendbot } = compose.services;
    expect([replica.profiles, replica.deploy.replicas]).toEqual([['postgres'], 2]);
    expect(replica.environment?.DATABASE_URL).toMatch(/^postgres:\/\/.*@postgres:5432\//);
    for (const rule of ['read_only', 'cap_drop', 'security_opt'] as const) expect(replica[rule]).toEqual(spendbot[rule]);
    // Two containers of one name would take each other for dead.
    expect(replica.hostname).toBeUndefined();
  });

  it('draws charts in a QuickChart of its own, and opens nothing to other machines', () => {
    const { spendbot, quickchart } = compose.services;
    expect(new URL(spendbot.environment?.QUICKCHART_URL ?? '').hostname).toBe('quickchart');
    expect(quickchart.ports).toBeUndefined();
    for (const port of spendbot.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('npm run check', () => {
  const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

  /** How the step of `npm run check` that is for the file `name` ends, where this stands in the file instead. */
  function checked(name: string, text: string): { readonly code: number | null; readonly output: string } {
    const folder = mkdtempSync(join(tmpdir(), 'spendbot-container-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, name), text);
    const step = scripts.check?.split(' && ').find(command => command.includes(` ${name}`)) ?? 'no such step';
    const path = `${fileURLToPath(new URL('node_modules/.bin', root))}:${process.env.PATH}`;
    const config = step.startsWith('dclint') ? ` --config '${fileURLToPath(new URL('.dclintrc.yaml', root))}'` : '';
    const { status, stdout, stderr } = spawnSync('sh', ['-c', step + config], { cwd: folder, env: { PATH: path }, encoding: 'utf8' });
    return { code: status, output: stdout + stderr };
  }

  it.each([
    ['Dockerfile', 'WORKDIR /app', 'WORKDRI /app', 'Unknown instruction: WORKDRI'],
    ['Dockerfile', '--start-period=20s', '--start-periods=20s', 'Unknown flag: start-periods'],
    ['compose.yml', 'restart: unless-stopped', 'restarts: unless-stopped', 'must NOT have additional properties'],
    ['compose.yml', ':v1.8.1', '', 'service-image-require-explicit-tag'],
    ['compose.yml', "'127.0.0.1:9464:9464'", "'9464:9464'", 'no-unbound-port-interfaces'],
  ])('passes the %s as it is, and refuses one with %s become %s', (name, good, bad, complaint) => {
    const text = read(name);
    expect(checked(name, text)).toMatchObject({ code: 0 });
    expect(text).toContain(good);
    const { code, output } = checked(name, text.replace(good, bad));
    expect(code).not.toBe(0);
    expect(output).toContain(complaint);
  });
});
