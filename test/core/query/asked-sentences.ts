const week = '15–21 Nov 2026, UTC';
const yesterday = '21 Nov 2026, UTC';
const october = 'Oct 2026, UTC';
const thisMonth = '1–22 Nov 2026 (month to date), UTC';
const lastWeek = '9–15 Nov 2026 (week), UTC';

/** Whole sentences, as people write them on Sunday, 22 November 2026, and how they are read. */
export const sentences: readonly (readonly [string, string])[] = [
  ['What did we spend yesterday?', `cost, ${yesterday}`],
  ['what did gpt-4o cost us yesterday?', `cost for model gpt-4o, ${yesterday}`],
  ['How much did gpt-4o cost last month?', `cost for model gpt-4o, ${october}`],
  ['how much was spent this month', `cost, ${thisMonth}`],
  ['how much have we spent so far this month?', `cost, ${thisMonth}`],
  ['Show me the cost by model for last week.', `cost by model, ${lastWeek}`],
  ['please show the costs per project in october', `cost by project, ${october}`],
  ['give me the tokens by model yesterday', `tokens by model, ${yesterday}`],
  ['tell me what we spent on o3 in october', `cost for model o3, ${october}`],
  ['Which project cost the most last month?', `cost by project, ${october}`],
  ['which key used the most tokens yesterday?', `tokens by key, ${yesterday}`],
  ['who used the most tokens last week?', `tokens by user, ${lastWeek}`],
  ['which people spent the most this month', `cost by user, ${thisMonth}`],
  ['what are the costs by day for last week', `cost by day, ${lastWeek}`],
  ["what's the spend for project Search yesterday?", `cost for project "Search", ${yesterday}`],
  ['what is our spend on the Search project this month?', `cost for project "Search", ${thisMonth}`],
  ['how many requests did we make last month', `requests, ${october}`],
  ['how many tokens did gpt-4o use yesterday', `tokens for model gpt-4o, ${yesterday}`],
  ['How many requests went to o3 last week?', `requests for model o3, ${lastWeek}`],
  ['could you show me the top 5 models last month', `cost by model, top 5, ${october}`],
  ['I would like to see the cost by user please', `cost by user, ${week}`],
  ['can you give us the spend without project Search last week', `cost without project "Search", ${lastWeek}`],
  ['what did Ada Lovelace spend last month?', `cost for user "Ada Lovelace", ${october}`],
  ['how much did the Search project use in october', `cost for project "Search", ${october}`],
  // Whose it is.
  ["yesterday's spend", `cost, ${yesterday}`],
  ['can you show me last week’s costs by model please', `cost by model, ${lastWeek}`],
  ["october's bill", `cost, ${october}`],
  ["the last 7 days' tokens", `tokens, ${week}`],
  ["Ada's spend last month", `cost for user "Ada Lovelace", ${october}`],
  ["what is Search's spend yesterday", `cost for project "Search", ${yesterday}`],
  ['how much do we owe openai', `cost, ${week}`],
  ['cost by endpoint yesterday', `cost by operation, ${yesterday}`],
  ['what did we spend in total yesterday', `cost, ${yesterday}`],
  ['total cost over the last 7 days', `cost, ${week}`],
  ['what model was used the most yesterday?', `cost by model, ${yesterday}`],
  ['what did batch cost last week', `cost for tier batch, ${lastWeek}`],
  ['cost of embeddings last month', `cost for operation embedding, ${october}`],
  ['spend on gpt-4o vs last month, mtd', 'cost for model gpt-4o, 1–22 Nov 2026 (month to date), vs 1–22 Oct 2026, UTC'],
];
