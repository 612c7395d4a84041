import { method } from './method.ts';

const connectionsOpen = method({
  name: 'apps.connections.open',
  token: 'app',
  args: {},
  run: (_args, at) => ({ url: `${at.baseUrl.replace(/^http/, 'ws')}${at.socketPath()}` }),
});

export const appMethods = [connectionsOpen];
