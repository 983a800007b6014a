/** Who may call the simulated G2A, and how it behaves. */
export interface Settings {
  host: string;
  port: number;
  /** Where IPNs are posted; may be changed while it runs, for a shop that is started later. */
  ipnUrl: string;
  merchant: Merchant;
  requestsPerMinute: number;
  /** The pause before the second delivery of an IPN; each further one waits twice as long, 30 s at most. */
  ipnRetryMs: number;
}

export interface Merchant {
  apiHash: string;
  secret: string;
  email: string;
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
    host: env.G2A_SIM_HOST || '127.0.0.1',
    port: number('G2A_SIM_PORT', 0),
    ipnUrl: env.G2A_SIM_IPN_URL ?? '',
    merchant: {
      apiHash: text('G2A_PAY_API_HASH'),
      secret: text('G2A_PAY_SECRET'),
      email: text('G2A_PAY_MERCHANT_EMAIL'),
    },
    requestsPerMinute: number('G2A_SIM_REQUESTS_PER_MINUTE', 600),
    ipnRetryMs: number('G2A_SIM_IPN_RETRY_MS', 500),
  };
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return settings;
}
