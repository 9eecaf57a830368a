-- Budgets, alerts, the incidents that they raise, and who changed what.

create table budget (
  -- What people call it by. A removed one keeps its number, so that an old message never speaks of another.
  number integer not null primary key,
  amount_nano_usd bigint not null,
  -- day, week, month or quarter
  period text not null,
  -- JSON [{"dimension":…,"values":[…],"exclude":false}]
  filters text not null,
  -- JSON [50,80,100]: whole percents
  thresholds text not null,
  channel_id text not null,
  -- active, paused or removed
  state text not null,
  -- The Slack person who set it up.
  set_up_by text not null,
  -- The first day that it is about: nobody is told of days before it was set up.
  watched_from text not null,
  -- Counts its changes: incidents of an earlier version are over.
  version integer not null
);

create table alert_rule (
  number integer not null primary key,
  kind text not null,
  channel_id text not null,
  amount_nano_usd bigint,
  hours integer,
  filters text not null,
  state text not null,
  set_up_by text not null,
  watched_from text not null,
  version integer not null
);

-- Switches of the whole workspace, such as forecast_alerts; what is not here is as it was made.
create table switch (
  name text not null primary key,
  is_on integer not null
);

create table incident (
  id text not null primary key,
  -- What raises it: budget:3, forecast:3, alert:2.
  watch text not null,
  watch_version integer not null,
  -- What it is about: a day, the first day of a period, a source, a model, a key.
  subject text not null,
  -- 1 for the first of this subject, 2 when it came back after it was resolved.
  ordinal integer not null,
  channel_id text not null,
  set_up_by text,
  -- firing, acknowledged, snoozed or resolved
  state text not null,
  -- The highest threshold reached, in percent; 0 for what has no thresholds.
  level integer not null,
  began_at text not null,
  ended_at text,
  -- Why it ended: recovers, period ends, withdraw.
  ended_because text,
  acknowledged_by text,
  snoozed_by text,
  snoozed_until text,
  -- JSON: what the message says.
  facts text not null,
  -- Counts its changes; each is made on the revision that was read, so that two processes never make the same.
  revision integer not null
);

create unique index incident_by_subject on incident (watch, subject, ordinal);

create index incident_by_state on incident (state);

create table audit (
  id text not null primary key,
  at text not null,
  -- A Slack id, or who else did it.
  who text not null,
  what text not null
);

create index audit_by_time on audit (at);
