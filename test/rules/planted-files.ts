import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/**
 * The rules that the project's own Biome configuration reports in each of `files` (path → text), in one run over a copy of the
 * project that holds nothing else. A file without a report is not in the answer.
 */
export async function reportedRules(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, readonly string[]>> {
  const project = await mkdtemp(join(tmpdir(), 'spendbot-rules-'));
  try {
    for (const configuration of ['biome.json', 'biome', 'package.json', 'tsconfig.json', '.gitignore']) {
      await cp(join(root, configuration), join(project, configuration), { recursive: true });
    }
    for (const [path, text] of files) {
      await mkdir(dirname(join(project, path)), { recursive: true });
      await writeFile(join(project, path), text);
    }
    return byFile(await lint(project));
  } finally {
    await rm(project, { recursive: true });
  }
}

interface Report {
  readonly diagnostics: readonly { readonly category: string; readonly message: string; readonly location: { readonly path: string } }[];
}

/** Biome ends with 1 when it reports something, so the report counts and not the code. */
function lint(project: string): Promise<Report> {
  const args = ['lint', '--error-on-warnings', '--max-diagnostics=none', '--reporter=json', 'src', 'demo', 'test'];
  return new Promise((done, fail) => {
    execFile(join(root, 'node_modules/.bin/biome'), args, { cwd: project, maxBuffer: 1e8 }, (_error, stdout, stderr) => {
      if (stdout.startsWith('{')) done(JSON.parse(stdout));
      else fail(new Error(`Biome gave no report: ${stderr}`));
    });
  });
}

/** A plugin's report says its name in no field, so its message stands for it. */
function byFile({ diagnostics }: Report): Map<string, string[]> {
  const rules = new Map<string, string[]>();
  for (const { category, message, location } of diagnostics) {
    const rule = category === 'plugin' ? message : (category.split('/').at(-1) ?? category);
    rules.set(location.path, [...(rules.get(location.path) ?? []), rule]);
  }
  return rules;
}
