import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { TeamPrices } from '#core/prices/team-prices.ts';
import { readTeamPrices } from './config-prices.ts';

/** What `spendbot.yml` may contain: everything that doesn't fit in environment variables. */
const fileSchema = z.strictObject({
  sources: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected small letters, digits and hyphens'),
        kind: z.enum(['admin', 'usage']),
        organization: z.string().min(1, 'expected the id of the OpenAI organisation, org-…'),
        keyFrom: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected the name of the environment variable that holds the key, never the key'),
        requestsPerMinute: z.int().min(1).max(10_000).optional(),
      }),
    )
    .min(1)
    .optional(),
  prices: z.unknown().optional(),
});

export interface ConfigFile {
  readonly sources?: z.infer<typeof fileSchema>['sources'];
  readonly teamPrices: TeamPrices | null;
}

/** A parsed config file, and its problems in words that say what to set. */
export interface ReadConfigFile {
  readonly file: ConfigFile;
  /** Problems with the file as a whole. */
  readonly problems: readonly string[];
  readonly sourceProblems: readonly string[];
  readonly priceProblems: readonly string[];
}

export const noConfigFile: ReadConfigFile = { file: { teamPrices: null }, problems: [], sourceProblems: [], priceProblems: [] };

/** Reads the config file at `path`, or `spendbot.yml` if there is one. */
export async function readConfigFile(path: string | undefined): Promise<ReadConfigFile> {
  const name = path ?? 'spendbot.yml';
  if (!existsSync(name))
    return path === undefined ? noConfigFile : { ...noConfigFile, problems: [`SPENDBOT_CONFIG is ${path}, but there is no such file.`] };
  // Most have no such file, and loading this takes longer than reading all other settings.
  const { parse, YAMLParseError } = await import('yaml');
  let content: unknown;
  try {
    content = parse(readFileSync(name, 'utf8')) ?? {};
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const why = error instanceof YAMLParseError ? `is not YAML: ${error.message.split('\n')[0]}` : `cannot be read: ${error.message}`;
    return { ...noConfigFile, problems: [`${name} ${why}`] };
  }
  const read = fileSchema.safeParse(content);
  const { teamPrices, problems } = readTeamPrices(z.object({ prices: z.unknown() }).safeParse(content).data?.prices);
  const file = { sources: read.data?.sources, teamPrices };
  const wrong = (isOfSources: boolean) =>
    (read.error?.issues ?? [])
      .filter(({ path: [first] }) => (first === 'sources') === isOfSources)
      .map(({ path: keys, message }) => `${name}, ${keys.join('.') || 'top level'}: ${message}.`);
  return {
    file,
    problems: wrong(false),
    sourceProblems: [...wrong(true), ...problemsOf(name, file)],
    priceProblems: problems.map(problem => `${name}, ${problem}`),
  };
}

function problemsOf(name: string, { sources = [] }: ConfigFile): string[] {
  return [
    ...repeated(sources.map(source => source.id)).map(id => `${name}: two sources have the id ${id}; give each its own.`),
    ...repeated(sources.map(source => source.organization)).map(
      organization => `${name}: two sources read ${organization}; its usage would count twice. Keep the one with the admin key.`,
    ),
  ];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
