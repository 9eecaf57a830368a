import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** The packages that `files` belong to, by name, each with its version and the text of its license. */
export function licenseTexts(root: string, files: readonly string[]): string {
  const folders = new Set(files.flatMap(file => packageFolder(relative(root, file)) ?? []));
  const texts = [...folders].sort(byName).map(folder => licenseText(join(root, folder)));
  return `Spendbot's files contain these packages.\n\n${texts.join('\n')}`;
}

/** `node_modules/a/node_modules/@b/c` of a file in it; undefined for one of ours. */
function packageFolder(path: string): string | undefined {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

/** @throws Error when the package names no license. */
function licenseText(folder: string): string {
  const { name, version, license }: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (license === undefined) throw new Error(`${name} ${version} names no license`);
  const texts = readdirSync(folder)
    .filter(file => /^(?:licen[cs]e|copying|notice)/i.test(file))
    .map(file => readFileSync(join(folder, file), 'utf8').trim());
  return [`── ${name} ${version} (${license})`, ...texts, ''].join('\n\n');
}

function byName(one: string, other: string): number {
  return nameOf(one).localeCompare(nameOf(other), 'en');
}

function nameOf(folder: string): string {
  return folder.replace(/^.*\bnode_modules\//, '');
}
