-- What spendbot does by itself: slots of jobs, messages on their way to Slack, digests. Moments are ISO texts in UTC.

-- One row for each time that a job was due. Inserting it claims it, so that two processes cannot both have it.
create table job_slot (
  job text not null,
  slot text not null,
  -- claimed, waiting (to be tried again at next_try_at), done.
  state text not null,
  holder text not null,
  -- After this another process may take the slot over: its holder died.
  lease_until text not null,
  -- When a process first saw that the slot was due.
  first_seen_at text not null,
  -- Tries that failed in a row.
  failed_tries integer not null,
  next_try_at text,
  failure text,
  primary key (job, slot)
);

create index job_slot_open on job_slot (state, job);

-- Messages, written in the transaction of the state that caused them. A row is never removed: its key is used once.
create table outbox (
  key text not null primary key,
  -- Rises in the order in which entries were written.
  sequence bigint not null,
  channel_id text not null,
  -- The key of the message in whose thread this is a reply, or which it updates; null for a message of its own.
  about text,
  -- post, reply, broadcast, update.
  operation text not null,
  -- Who is told when Slack refuses it for good; null for nobody.
  set_up_by text,
  -- The view model as JSON.
  view text not null,
  created_at text not null,
  -- waiting, claimed, posted, refused, uncertain, superseded.
  state text not null,
  holder text,
  lease_until text,
  -- When it was handed to Slack without an answer that settles it, or null: Slack may have posted it.
  handed_over_at text,
  failed_tries integer not null,
  next_try_at text not null,
  failure text,
  -- Slack's timestamp of the message, and of the thread that it is a reply in.
  ts text,
  thread_ts text,
  posted_at text
);

create index outbox_open on outbox (state, next_try_at);
create index outbox_about on outbox (about);
create index outbox_sequence on outbox (sequence);

-- Which channel gets which digest, and when.
create table subscription (
  -- What people call it by; never used again.
  number integer not null primary key,
  -- daily, weekly, monthly.
  rhythm text not null,
  channel_id text not null,
  -- Since midnight, in time_zone (IANA).
  minutes integer not null,
  time_zone text not null,
  -- The scope as JSON: [{"dimension":…,"values":[…],"exclude":…}].
  filters text not null,
  is_paused integer not null,
  set_up_by text not null,
  -- Nothing that was due before this is sent: when it was set up, changed or resumed.
  since_at text not null,
  -- The local day of the latest digest that was sent or left out, or null.
  last_slot text,
  removed_at text
);

-- What a digest said of each of its days, so that it can be corrected.
create table digest_report (
  -- Of the outbox entry.
  key text not null primary key,
  channel_id text not null,
  filters text not null,
  from_day text not null,
  -- The last day included.
  to_day text not null,
  -- JSON: [{"day":…,"costNanoUsd":…,"isEstimated":…}], as it was last said.
  days text not null,
  corrections integer not null
);

create index digest_report_by_day on digest_report (to_day);
