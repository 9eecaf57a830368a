import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path/posix';
import { parseSync } from 'rolldown/utils';

/** TypeScript files by their path, `src/core/time/day.ts`. */
export type Tree = ReadonlyMap<string, string>;

/** Every `.ts` file of the project's `src`. */
export function sourceTree(): Tree {
  const root = join(import.meta.dirname, '../..');
  const paths = globSync('src/**/*.ts', { cwd: root }).map(path => path.replaceAll('\\', '/'));
  return new Map(paths.toSorted().map(path => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Folders with more than `most` files of their own. */
export function crowdedFolders(tree: Tree, most: number): string[] {
  const folders = Map.groupBy(tree.keys(), path => dirname(path));
  return [...folders].filter(([, files]) => files.length > most).map(([folder, files]) => `${folder}: ${files.length} files`);
}

/** Files with more than `most` lines. */
export function longFiles(tree: Tree, most: number): string[] {
  const lengths = [...tree].map(([path, text]) => [path, text.replace(/\n$/, '').split('\n').length] as const);
  return lengths.filter(([, length]) => length > most).map(([path, length]) => `${path}: ${length} lines`);
}

/** Groups of files that import each other in a circle, types included. */
export function circles(tree: Tree): string[] {
  const edges = importsOf(tree);
  const reached = new Map([...tree.keys()].map(path => [path, reachableFrom(path, edges)]));
  const reaches = (from: string, to: string) => reached.get(from)?.has(to) ?? false;
  const inCircle = [...tree.keys()].filter(path => reaches(path, path));
  return [...new Set(inCircle.map(path => inCircle.filter(other => reaches(path, other) && reaches(other, path)).join(' ')))];
}

/** Names that more than one file exports. */
export function namesExportedTwice(tree: Tree): string[] {
  const exported = [...tree].flatMap(([path, text]) => exportedNames(path, text).map(name => ({ name, path })));
  return twice(exported);
}

/** File names that more than one folder has, but for those that `isAgreed` lets be. */
export function fileNamesBorneTwice(tree: Tree, isAgreed: (path: string) => boolean): string[] {
  return twice([...tree.keys()].filter(path => !isAgreed(path)).map(path => ({ name: basename(path), path })));
}

/** Imports from one folder of `src/features` into one that comes after it in `order`. A folder that is not listed comes after all others. */
export function importsUpwards(tree: Tree, order: readonly string[]): string[] {
  const placeOf = (path: string) => {
    const [, folder] = /^src\/features\/([^/]+)\//.exec(path) ?? [];
    return folder === undefined ? null : [...order, folder].indexOf(folder);
  };
  return [...importsOf(tree)].flatMap(([path, imported]) => {
    const place = placeOf(path);
    if (place === null) return [];
    return imported.filter(other => (placeOf(other) ?? 0) > place).map(other => `${path} imports ${other}`);
  });
}

function twice(named: readonly { readonly name: string; readonly path: string }[]): string[] {
  const groups = [...Map.groupBy(named, ({ name }) => name)].filter(([, all]) => all.length > 1);
  return groups.map(([name, all]) => `${name}: ${all.map(({ path }) => path).join(' ')}`);
}

function reachableFrom(start: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const toVisit = [start];
  for (let path = toVisit.pop(); path !== undefined; path = toVisit.pop()) {
    const next = (edges.get(path) ?? []).filter(other => !reached.has(other));
    for (const other of next) reached.add(other);
    toVisit.push(...next);
  }
  return reached;
}

/** Which files of the tree each file imports: at once, as types, to export again, or on demand. */
function importsOf(tree: Tree): Map<string, string[]> {
  return new Map([...tree].map(([path, text]) => [path, importedPaths(path, text).filter(other => tree.has(other))]));
}

function importedPaths(path: string, text: string): string[] {
  const { staticImports, staticExports, dynamicImports } = moduleOf(path, text);
  const specifiers = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ];
  return specifiers.map(specifier => (specifier.startsWith('#') ? join('src', specifier.slice(1)) : join(dirname(path), specifier)));
}

/** The names that a file declares and exports. A type and a value of the same name count once. */
function exportedNames(path: string, text: string): string[] {
  const entries = moduleOf(path, text).staticExports.flatMap(({ entries: all }) => all);
  return [...new Set(entries.flatMap(({ exportName, moduleRequest }) => (moduleRequest === null ? (exportName.name ?? []) : [])))];
}

function moduleOf(path: string, text: string) {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  return module;
}
