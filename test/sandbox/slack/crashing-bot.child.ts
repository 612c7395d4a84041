import { App, LogLevel } from '@slack/bolt';

/**
 * A bot that says what it heard on its standard output. Told `dies`, it is killed by what it hears, before it
 * acknowledged it.
 */
const [apiUrl = '', botToken = '', appToken = '', manner = ''] = process.argv.slice(2);

const app = new App({
  token: botToken,
  appToken,
  socketMode: true,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: apiUrl },
});
const processEvent = app.processEvent.bind(app);
app.processEvent = (event) => {
  if (manner === 'dies') process.kill(process.pid, 'SIGKILL');
  return processEvent(event);
};
app.event('message', async () => {});
app.event('app_mention', async ({ event, context }) => {
  console.log(JSON.stringify({ text: event.text, retry: context.retryNum }));
});
await app.start();
