/** Whether `channelId` is the conversation of one person with spendbot, or that person's id, which is posted to the same. */
export function isDirect(channelId: string): boolean {
  return /^[DUW]/.test(channelId);
}
