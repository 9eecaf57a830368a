import type { SourceConfig } from '#collect/openai/source.ts';
import type { ConfigFile } from './config-file.ts';
import type { ReadVariables } from './config-variables.ts';

const defaultRequestsPerMinute = { usage: 5, admin: 60 };

/** The sources listed in the config file, or else the one described by the variables, plus any problems. */
export function sourcesOf(
  read: ReadVariables,
  file: ConfigFile,
  set: Readonly<Record<string, string | undefined>>,
): { sources: SourceConfig[]; problems: string[] } {
  const problems: string[] = [];
  if (file.sources) {
    const sources = file.sources.flatMap(source => {
      const apiKey = set[source.keyFrom];
      if (apiKey === undefined) problems.push(`Source ${source.id} takes its key from ${source.keyFrom}, which is not set.`);
      const requestsPerMinute = source.requestsPerMinute ?? defaultRequestsPerMinute[source.kind];
      return checked(
        { ...source, apiKey: apiKey ?? '', organizationId: source.organization, baseUrl: read.OPENAI_BASE_URL, requestsPerMinute },
        source.keyFrom,
        problems,
      );
    });
    return { sources, problems };
  }
  const common = { organizationId: read.OPENAI_ORG_ID ?? null, baseUrl: read.OPENAI_BASE_URL };
  // If both keys are set, only the admin key is used, so that nothing is counted twice.
  const kind = read.OPENAI_ADMIN_KEY ? 'admin' : 'usage';
  const apiKey = read.OPENAI_ADMIN_KEY ?? read.OPENAI_API_KEY;
  if (apiKey === undefined) return { sources: [], problems };
  const requestsPerMinute = read.OPENAI_REQUESTS_PER_MINUTE ?? defaultRequestsPerMinute[kind];
  const variable = kind === 'admin' ? 'OPENAI_ADMIN_KEY' : 'OPENAI_API_KEY';
  return { sources: checked({ ...common, id: kind, kind, apiKey, requestsPerMinute }, variable, problems), problems };
}

/** The source, unless its key is clearly the wrong kind. */
function checked(source: SourceConfig, variable: string, problems: string[]): SourceConfig[] {
  const wrongKind = source.kind === 'admin' ? /^sk-(?:proj|svcacct)-/.exec(source.apiKey) : /^sk-admin-/.exec(source.apiKey);
  if (wrongKind) {
    problems.push(
      source.kind === 'admin'
        ? `${variable} starts with "${wrongKind[0]}": that is a project key. Usage needs an admin key; create one under Settings → Organization → Admin keys, or set OPENAI_API_KEY instead.`
        : `${variable} starts with "${wrongKind[0]}": that is an admin key. Set OPENAI_ADMIN_KEY to it instead.`,
    );
    return [];
  }
  const { id, kind, apiKey, organizationId, baseUrl, requestsPerMinute } = source;
  return [{ id, kind, apiKey, organizationId, baseUrl, requestsPerMinute }];
}
