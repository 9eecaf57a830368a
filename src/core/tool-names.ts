import type { Operation } from './usage.ts';

/** How tools are called; their line items and their usage have no other name in common. */
export const toolNames: ReadonlyMap<Operation, string> = new Map([
  ['web_search', 'web search'],
  ['file_search', 'file search'],
  ['code_interpreter', 'code interpreter'],
  ['vector_store', 'vector storage'],
]);
