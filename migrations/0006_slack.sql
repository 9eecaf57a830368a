-- What people set up from inside Slack.

-- What answers in a channel stay inside: JSON [{"dimension":"project","values":["proj_1"],"exclude":false}].
create table channel_scope (
  channel_id text not null primary key,
  filters text not null,
  -- A Slack id.
  set_by text not null,
  set_at text not null
);

-- Who opened the App Home, so that it can be brought up to date after a collection.
create table home_viewer (
  slack_user_id text not null primary key,
  opened_at text not null
);
