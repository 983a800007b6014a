import { Environment } from '../../common/environment.ts';
import type { Buyer } from './buying/authorization.ts';
import type { Behaviour } from './buying/orders.ts';

/** Who may call the simulated G2A, and how it behaves. */
export interface Settings {
  host: string;
  port: number;
  /** Where IPNs are posted; may be changed while it runs, for a shop that is started later. */
  ipnUrl: string;
  merchant: Merchant;
  /** Of the buying API in all, and of the REST side of G2A PAY. */
  requestsPerMinute: number;
  /** Of what length that minute is. */
  windowMs: number;
  /** The pause before the second delivery of an IPN; each further one waits twice as long, 30 s at most. */
  ipnRetryMs: number;
  buying: BuyingSettings;
}

interface BuyingSettings {
  buyer: Buyer;
  products: number;
  /** Rows that one filter shows. */
  mostRows: number;
  /** Other figures make other products. */
  seed: number;
  behaviour: Behaviour;
  webhookSecret: string;
  /** Where notifications of orders are posted; may be changed while it runs. */
  orderWebhookUrl: string;
  /** Whether they are sent by themselves. G2A documents none: the shop must not need them. */
  orderWebhooks: boolean;
}

export interface Merchant {
  apiHash: string;
  secret: string;
  email: string;
}

export const MOST_PRODUCTS = 100_000;

type Env = Record<string, string | undefined>;

/** @throws Error naming every variable that is missing or wrong. */
export function readSettings(env: Env): Settings {
  const given = new Environment(env);
  const settings = {
    host: env.G2A_SIM_HOST || '127.0.0.1',
    port: given.number('G2A_SIM_PORT', 0),
    ipnUrl: env.G2A_SIM_IPN_URL ?? '',
    merchant: {
      apiHash: given.text('G2A_PAY_API_HASH'),
      secret: given.text('G2A_PAY_SECRET'),
      email: given.text('G2A_PAY_MERCHANT_EMAIL'),
    },
    requestsPerMinute: given.number('G2A_SIM_REQUESTS_PER_MINUTE', 600),
    windowMs: given.number('G2A_SIM_WINDOW_MS', 60_000),
    ipnRetryMs: given.number('G2A_SIM_IPN_RETRY_MS', 500),
    buying: {
      buyer: {
        apiHash: given.text('G2A_API_HASH'),
        secret: given.text('G2A_API_SECRET'),
        email: given.text('G2A_API_EMAIL'),
      },
      products: given.number('G2A_SIM_PRODUCTS', 300, MOST_PRODUCTS),
      mostRows: given.number('G2A_SIM_MOST_ROWS', 10_000),
      seed: given.number('G2A_SIM_SEED', 1),
      behaviour: {
        pendingMs: given.number('G2A_SIM_PENDING_MS', 1_000),
        lapseMs: given.number('G2A_SIM_LAPSE_MS', 900_000),
        balance: null,
      },
      webhookSecret: given.text('G2A_WEBHOOK_SECRET'),
      orderWebhookUrl: env.G2A_SIM_ORDER_WEBHOOK_URL ?? '',
      orderWebhooks: env.G2A_SIM_ORDER_WEBHOOKS === 'yes',
    },
  };
  given.check();
  return settings;
}
