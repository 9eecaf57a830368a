// Shows what `loglevel=error` in .npmrc hides, and fails where there is something: npm looks at the lock file once more, by the Node
// that `npm ci` brings, and says which packages want another Node or are deprecated. Install scripts that nobody has decided on are looked
// for here, on every platform and with every npm, for not every npm warns of them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const { npm_execpath: npm } = process.env;
if (npm === undefined) throw new Error('npm_execpath is not set; run this by `npm run check`.');
const { status, stdout, stderr } = spawnSync(process.execPath, [npm, 'ci', '--dry-run', '--offline', '--loglevel=warn'], {
  encoding: 'utf8',
});
const warnings = stderr.split('\n').filter(line => line.startsWith('npm warn') && !line.startsWith('npm warn install-scripts'));
const found = [...(status === 0 ? warnings : [stdout, stderr]), ...undecidedScripts()];
process.stderr.write(found.map(line => `${line}\n`).join(''));
process.exitCode = found.length === 0 ? 0 : 1;

/** npm builds a package that holds a binding.gyp, also one that names no script. */
function undecidedScripts() {
  const { allowScripts = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  return Object.entries(packages)
    .filter(([path, { hasInstallScript }]) => path !== '' && (hasInstallScript === true || existsSync(`${path}/binding.gyp`)))
    .map(([path]) => path.split('node_modules/').at(-1))
    .filter(name => !(name in allowScripts))
    .map(name => `${name} has an install script: say in package.json, allowScripts, whether it may run`);
}
