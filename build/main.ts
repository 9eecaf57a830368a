import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type RolldownOutput, rolldown } from 'rolldown';
import { licenseTexts } from './license-texts.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** Bundles spendbot and the packages that are plain JavaScript into `dist`; `dependencies` names what is installed beside it. */
const bundle = await rolldown({
  cwd: root,
  input: { cli: 'src/cli.ts', main: 'src/main.ts' },
  platform: 'node',
  external: Object.keys(dependencies),
  // quickchart-js's own fetch is never called. Its version for Node imports punycode, which warns at every start.
  resolve: { alias: { 'cross-fetch': 'cross-fetch/dist/browser-ponyfill.js' } },
  transform: { target: 'node22.14' },
  // bottleneck evals only where it is given Redis, which spendbot never does.
  checks: { eval: false },
  onLog: (_level, { message }) => {
    throw new Error(message);
  },
});
const output = await bundle.write({
  dir: 'dist',
  cleanDir: true,
  format: 'esm',
  comments: false,
  sourcemap: true,
  sourcemapExcludeSources: true,
  // Side by side with the entries: `src/package-root.ts` counts on it.
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();
refuseUndeclared(output);
writeFileSync(`${root}dist/licenses.txt`, licenseTexts(root, bundledFiles(output)));

/** @throws Error when the bundle imports a package that its user does not install. */
function refuseUndeclared({ output }: RolldownOutput): void {
  const own = new Set(output.map(({ fileName }) => fileName));
  for (const { imports, dynamicImports } of output.filter(file => file.type === 'chunk')) {
    const undeclared = [...imports, ...dynamicImports].find(name => !own.has(name) && !isBuiltin(name) && !(name in dependencies));
    if (undeclared !== undefined) throw new Error(`dist imports ${undeclared}, which is not in dependencies`);
  }
}

function bundledFiles({ output }: RolldownOutput): string[] {
  return output.flatMap(file => (file.type === 'chunk' ? file.moduleIds : []));
}
