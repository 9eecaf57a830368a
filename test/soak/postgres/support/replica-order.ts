/** What a process of the bot is told to do. */
export type ReplicaOrder =
  | {
      readonly do: 'start';
      readonly databaseUrl: string;
      readonly openAi: { readonly url: string; readonly plainKey: string };
      readonly slack: { readonly apiUrl: string; readonly botToken: string; readonly signingSecret: string };
      /** How far its clock is ahead of the machine's. */
      readonly offsetMs: number;
    }
  /** Collects now, as it would at the next full hour. */
  | { readonly do: 'collect' }
  /** Stops the bot; the process can be told to start another. */
  | { readonly do: 'stop' };

/** What it says when it has done what `start` and `stop` ask for, and once it has been loaded. */
export type ReplicaWord = 'ready' | 'started' | 'stopped';
