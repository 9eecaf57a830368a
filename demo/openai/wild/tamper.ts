/** The body of the answer to a query. */
export type Answering = (query: URLSearchParams) => object;

/**
 * Changes answers before they are sent: returns the body for a request to `path` (from `/v1` on). `answer` gives the one
 * to change, for the same query or another, and throws where OpenAI would refuse.
 */
export type Tamper = (path: string, query: URLSearchParams, answer: Answering) => object;
