import { startServer, type Simulator } from '../../common/server.ts';
import { addFormParser } from './forms.ts';
import { addPay } from './pay/pay.ts';
import type { Settings } from './settings.ts';

/** Starts the simulated G2A. G2A PAY lives in `pay/`; the buying API gets a folder beside it. */
export function startSimulator(settings: Settings): Promise<Simulator> {
  const { host, port } = settings;
  return startServer({
    name: 'g2a',
    host,
    port,
    serve: (server) => {
      addFormParser(server);
      server.post<{ Body: { ipn_url?: string } }>('/_sim/settings', async ({ body }) => {
        if (body?.ipn_url !== undefined) settings.ipnUrl = body.ipn_url;
        return { ipn_url: settings.ipnUrl };
      });
      return [addPay(server, settings)];
    },
  });
}
