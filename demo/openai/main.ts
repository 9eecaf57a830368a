import { parseArgs } from 'node:util';
import { startOpenAiStandIn } from './server.ts';

/** `node demo/openai/main.ts [--port 4010] [--seed acme]`: the stand-in alone, until Ctrl-C. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '4010' }, seed: { type: 'string', default: 'acme' } } });
const openAi = await startOpenAiStandIn({ port: Number(values.port), seed: values.seed });

process.stdout.write(`A stand-in OpenAI with a made-up team. To read it with spendbot:

  OPENAI_BASE_URL=${openAi.url} OPENAI_ADMIN_KEY=${openAi.adminKey}
  OPENAI_BASE_URL=${openAi.url} OPENAI_API_KEY=${openAi.plainKey} OPENAI_ORG_ID=${openAi.organizationId}

To make it fail: curl ${new URL('/__control', openAi.url)} -H 'content-type: application/json' -d '{"fail":{"kind":"500","rate":0.2}}'
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void openAi.close());
