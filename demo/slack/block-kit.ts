import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { chartProblems } from './block-rules/chart.ts';
import { elementProblems } from './block-rules/element.ts';
import { placementProblems } from './block-rules/placement.ts';
import { tableProblems } from './block-rules/table.ts';
import schema from './blockkit.schema.json' with { type: 'json' };
import { type Block, isBlock } from './json.ts';

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

/**
 * Why Slack would refuse `blocks` on `surface`, worded as Slack does: `… [json-pointer:/blocks/2/text]`. Empty when it
 * would take them.
 *
 * The JSON schema (made from `@slack/types`) checks single blocks; the rules beside it check what a schema cannot: how many of a kind
 * a message may have, what must be unique, what must agree. Both follow docs.slack.dev.
 */
export function blockProblems(blocks: unknown, surface: Surface): string[] {
  if (!Array.isArray(blocks)) return ['blocks must be a list [json-pointer:/blocks]'];
  const problems = blocks.flatMap((block, index) => schemaProblems(block, `/blocks/${index}`));
  // The rules would only repeat the schema's complaints.
  if (problems.length > 0) return problems;
  const checked: Block[] = blocks.filter(isBlock);
  return [
    ...placementProblems(checked, surface),
    ...tableProblems(checked),
    ...chartProblems(checked),
    ...elementProblems(checked, '/blocks'),
  ];
}

const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(schema, 'blockkit');

const referenceOfType: ReadonlyMap<string, string> = new Map(
  schema.definitions.KnownBlock.anyOf.map(({ $ref }) => [blockTypeOf($ref), `blockkit${$ref}`]),
);

/** The schema of blocks of a type; undefined for a type that Slack does not have. Compiled once, when it is first asked for. */
function schemaOfType(type: string): ValidateFunction | undefined {
  const reference = referenceOfType.get(type);
  return reference === undefined ? undefined : ajv.getSchema(reference);
}

/** The `type` of the blocks that a definition describes: `#/definitions/TableBlock` → `table`, `DataTableBlock` → `data_table`. */
function blockTypeOf(reference: string): string {
  const name = reference.replace(/^.*\//, '').replace(/Block$/, '');
  return name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();
}

function schemaProblems(block: unknown, pointer: string): string[] {
  if (!isBlock(block)) return [`missing required field: type [json-pointer:${pointer}]`];
  const valid = schemaOfType(block.type);
  if (valid === undefined) return [`unsupported type: ${block.type} [json-pointer:${pointer}/type]`];
  if (valid(block)) return [];
  return [...new Set(mostTelling(valid.errors ?? []).map(error => `${worded(error)} [json-pointer:${pointer}${error.instancePath}]`))];
}

/** A failed alternative reports every branch; a length, a count or a field says more than "no branch fits". */
function mostTelling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const telling = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'const', 'enum', 'if'].includes(keyword));
  return (telling.length > 0 ? telling : errors).slice(0, 6);
}

function worded(error: ErrorObject): string {
  if (error.keyword === 'additionalProperties') return `invalid additional property: ${error.params.additionalProperty}`;
  if (error.keyword === 'required') return `missing required field: ${error.params.missingProperty}`;
  return error.message ?? error.keyword;
}
