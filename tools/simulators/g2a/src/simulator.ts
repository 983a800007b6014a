import { startServer, type Simulator } from '../../common/server.ts';
import { addBuying } from './buying/buying.ts';
import { statusOf } from './buying/refuse.ts';
import { Clock } from './clock.ts';
import { addFormParser } from './forms.ts';
import { addPay } from './pay/pay.ts';
import type { Settings } from './settings.ts';

/** Starts the simulated G2A. G2A PAY lives in `pay/`, the buying API in `buying/`. */
export function startSimulator(settings: Settings): Promise<Simulator> {
  const { host, port } = settings;
  return startServer({
    name: 'g2a',
    host,
    port,
    statusOf,
    serve: (server) => {
      addFormParser(server);
      const clock = new Clock();
      const buying = addBuying(server, settings, clock);
      server.post<{ Body: Record<string, unknown> }>('/_sim/settings', async ({ body }) => {
        if (typeof body?.ipn_url === 'string') settings.ipnUrl = body.ipn_url;
        return { ipn_url: settings.ipnUrl, ...buying.set(body ?? {}) };
      });
      server.post<{ Body: { forward_ms?: number } }>('/_sim/clock', async ({ body }) => {
        clock.forward(Math.max(0, Number(body?.forward_ms ?? 0)));
        return { now: new Date(clock.now()).toISOString() };
      });
      return [clock, addPay(server, settings, (wanted) => buying.notify(wanted)), buying];
    },
  });
}
