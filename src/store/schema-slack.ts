/** The tables of what people set up from inside Slack. */
export interface SlackSchema {
  channel_scope: ChannelScopeTable;
  home_viewer: HomeViewerTable;
}

interface ChannelScopeTable {
  channel_id: string;
  filters: string;
  set_by: string;
  set_at: string;
}

interface HomeViewerTable {
  slack_user_id: string;
  opened_at: string;
}
