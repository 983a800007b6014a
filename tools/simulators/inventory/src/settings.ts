import { Environment } from '../../common/environment.ts';

/** Who may call the simulated warehouse, and how it behaves. */
export interface Settings {
  host: string;
  port: number;
  /** The bearer token of the shop. */
  token: string;
  webhookSecret: string;
  /** Where changes are told of; may be changed while it runs, for a shop that is started later. */
  webhookUrl: string;
  /** Whether it tells of changes at all. */
  webhook: boolean;
  webhookRetryMs: number;
  /** How long it takes until a reported sale is taken off the shelf. */
  countAfterMs: number;
}

type Env = Record<string, string | undefined>;

/** @throws Error naming every variable that is missing or wrong. */
export function readSettings(env: Env): Settings {
  const given = new Environment(env);
  const settings = {
    host: env.WAREHOUSE_SIM_HOST || '127.0.0.1',
    port: given.number('WAREHOUSE_SIM_PORT', 0),
    token: given.text('WAREHOUSE_TOKEN_SECRET'),
    webhookSecret: given.text('WAREHOUSE_WEBHOOK_SECRET'),
    webhookUrl: env.WAREHOUSE_SIM_WEBHOOK_URL ?? '',
    webhook: false,
    webhookRetryMs: given.number('WAREHOUSE_SIM_WEBHOOK_RETRY_MS', 500),
    countAfterMs: given.number('WAREHOUSE_SIM_COUNT_AFTER_MS', 0),
  };
  given.check();
  return settings;
}
