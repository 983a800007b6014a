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
  const problems: string[] = [];
  const text = (name: string) => {
    const value = env[name];
    if (!value) problems.push(`${name} is required`);
    return value ?? '';
  };
  const number = (name: string, fallback: number) => {
    const value = Number(env[name] || fallback);
    if (!Number.isInteger(value) || value < 0) problems.push(`${name} must be a whole number`);
    return value;
  };
  const settings = {
    host: env.WAREHOUSE_SIM_HOST || '127.0.0.1',
    port: number('WAREHOUSE_SIM_PORT', 0),
    token: text('WAREHOUSE_TOKEN_SECRET'),
    webhookSecret: text('WAREHOUSE_WEBHOOK_SECRET'),
    webhookUrl: env.WAREHOUSE_SIM_WEBHOOK_URL ?? '',
    webhook: false,
    webhookRetryMs: number('WAREHOUSE_SIM_WEBHOOK_RETRY_MS', 500),
    countAfterMs: number('WAREHOUSE_SIM_COUNT_AFTER_MS', 0),
  };
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return settings;
}
