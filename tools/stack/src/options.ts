import { SERVICES } from '@tandem/config/services';
import { UsageError } from './errors.ts';

export interface StartFlags {
  standalone: boolean;
  observe: boolean;
  replicas: Record<string, number>;
}

export const START_USAGE = `npm start -- [options]
  --standalone              every service in one process, with an in-process bus and cache
  --replicas NAME=N[,…]     several instances of a service behind the front door
                            (${SERVICES.map((service) => service.name).join(', ')})
  --observe                 Prometheus and Alertmanager beside it, with the rules of deploy/prometheus
  --help                    this text

Settings from the environment:
  TANDEM_SHOP_PORT, TANDEM_ADMIN_PORT   ports of the two front doors (8080, 8081)
  TANDEM_ALERTS_TO                      who gets alerts by mail (with --observe)
  DATABASE_URL, KAFKA_BROKERS, REDIS_URL  your own backing services`;

const MOST_REPLICAS = 8;

/** @throws UsageError on anything it does not know: a typo must not start something else than was meant. */
export function parseStartFlags(args: readonly string[]): StartFlags {
  const flags: StartFlags = { standalone: false, observe: false, replicas: {} };
  for (let index = 0; index < args.length; index += 1) {
    const [name, inline] = split(args[index] ?? '');
    if (name === '--standalone' && inline === undefined) flags.standalone = true;
    else if (name === '--observe' && inline === undefined) flags.observe = true;
    else if (name === '--replicas') {
      const value = inline ?? args[(index += 1)];
      if (!value) throw new UsageError('--replicas needs a value such as catalog=2');
      Object.assign(flags.replicas, parseReplicas(value));
    } else throw new UsageError(`unknown option ${args[index]}`);
  }
  if (flags.standalone && Object.values(flags.replicas).some((count) => count > 1)) {
    throw new UsageError('--replicas needs the distributed form: leave out --standalone');
  }
  return flags;
}

/** `--full` runs the long proofs at their whole size (`proofSize` of libs/testing); the rest goes to the runner. */
export function takeFullFlag(args: readonly string[]): {
  args: string[];
  env: Record<string, string>;
} {
  const rest = args.filter((arg) => arg !== '--full');
  return { args: rest, env: rest.length < args.length ? { TANDEM_FULL: '1' } : {} };
}

function split(arg: string): [string, string | undefined] {
  const at = arg.indexOf('=');
  return arg.startsWith('--') && at > 0 ? [arg.slice(0, at), arg.slice(at + 1)] : [arg, undefined];
}

function parseReplicas(value: string): Record<string, number> {
  const replicas: Record<string, number> = {};
  for (const part of value.split(',')) {
    const [name = '', count = ''] = part.split('=').map((word) => word.trim());
    if (!SERVICES.some((service) => service.name === name)) {
      throw new UsageError(`--replicas: there is no service "${name}"`);
    }
    if (!/^[1-9]\d?$/.test(count) || Number(count) > MOST_REPLICAS) {
      throw new UsageError(`--replicas: "${part}" is not NAME=N with N from 1 to ${MOST_REPLICAS}`);
    }
    replicas[name] = Number(count);
  }
  return replicas;
}
