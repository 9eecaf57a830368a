/** The bot, with two signals on which something fails that nobody handles. */
process.on('SIGUSR2', () => void Promise.reject(new Error('a rejection of the test')));
process.on('SIGHUP', () => {
  throw new Error('an exception of the test');
});
await import('../../../src/main.ts');
