import { join } from 'node:path';
import type { Run } from './backing-services.ts';
import { ROOT } from './home.ts';
import { nodeFlags, OWN_SOURCE_MAPS } from './node-flags.ts';
import { answersOk } from './wait.ts';

/** The outside world of a development stack: simulators of other companies, and a catcher for mail. */
export interface Outside {
  mail: string;
  simulators: Record<string, string>;
  /** The settings by which services reach it. */
  env: Record<string, string>;
}

const HEAP_MB = 128;
const MERCHANT = 'merchant@tandem.test';

/**
 * Starts the outside world. It speaks the documented protocols over the network, so the services can't tell, and
 * production replaces it by settings alone.
 */
export async function startOutside(run: Run, shopUrl: string): Promise<Outside> {
  const [g2a, warehouse, smtp, web] = [
    await run.ports.port('simulator-g2a'),
    await run.ports.port('simulator-warehouse'),
    await run.ports.port('mail-smtp'),
    await run.ports.port('mail-web'),
  ];
  const warehouseUrl = `http://127.0.0.1:${warehouse}`;
  const g2aUrl = `http://127.0.0.1:${g2a}`;
  const mail = `http://127.0.0.1:${web}`;
  await Promise.all([
    startOne(run, 'simulator-g2a', join('tools', 'simulators', 'g2a', 'main.ts'), g2aUrl, {
      G2A_SIM_PORT: String(g2a),
      G2A_SIM_IPN_URL: `${shopUrl}/api/v1/webhooks/g2a/ipn`,
      G2A_SIM_ORDER_WEBHOOK_URL: `${shopUrl}/api/v1/webhooks/g2a/orders`,
      G2A_SIM_ORDER_WEBHOOKS: 'yes',
      G2A_PAY_API_HASH: run.secrets.own.G2A_PAY_API_HASH ?? '',
      G2A_PAY_SECRET: run.secrets.own.G2A_PAY_SECRET ?? '',
      G2A_PAY_MERCHANT_EMAIL: MERCHANT,
      G2A_API_HASH: run.secrets.own.G2A_API_HASH ?? '',
      G2A_API_SECRET: run.secrets.own.G2A_API_SECRET ?? '',
      G2A_API_EMAIL: MERCHANT,
      G2A_WEBHOOK_SECRET: run.secrets.own.G2A_WEBHOOK_SECRET ?? '',
    }),
    startOne(
      run,
      'simulator-warehouse',
      join('tools', 'simulators', 'inventory', 'main.ts'),
      warehouseUrl,
      {
        WAREHOUSE_SIM_PORT: String(warehouse),
        WAREHOUSE_SIM_WEBHOOK_URL: `${shopUrl}/api/v1/webhooks/inventory`,
        WAREHOUSE_TOKEN_SECRET: run.secrets.own.WAREHOUSE_TOKEN_SECRET ?? '',
        WAREHOUSE_WEBHOOK_SECRET: run.secrets.own.WAREHOUSE_WEBHOOK_SECRET ?? '',
      },
    ),
    startOne(run, 'mail-catcher', join('tools', 'mail-catcher', 'src', 'main.ts'), mail, {
      MAIL_CATCHER_SMTP_PORT: String(smtp),
      MAIL_CATCHER_WEB_PORT: String(web),
    }),
  ]);
  return {
    mail,
    simulators: { g2a: g2aUrl, inventory: warehouseUrl },
    env: outsideEnv(`smtp://127.0.0.1:${smtp}`, g2aUrl, warehouseUrl),
  };
}

/** Where the mail server and the payment provider are, and as whom the latter knows the shop. */
export function outsideEnv(
  smtpUrl: string,
  g2aUrl: string,
  warehouseUrl: string,
): Record<string, string> {
  return {
    SMTP_URL: smtpUrl,
    G2A_PAY_CHECKOUT_URL: g2aUrl,
    G2A_PAY_REST_URL: g2aUrl,
    // The partners of a laptop are on the laptop.
    WEBHOOK_LOCAL_ADDRESSES: 'true',
    G2A_PAY_MERCHANT_EMAIL: MERCHANT,
    G2A_API_URL: g2aUrl,
    G2A_API_EMAIL: MERCHANT,
    WAREHOUSE_URL: warehouseUrl,
  };
}

async function startOne(
  run: Run,
  name: string,
  script: string,
  url: string,
  env: Record<string, string>,
): Promise<void> {
  const managed = run.supervise({
    name,
    command: process.execPath,
    args: [...nodeFlags(HEAP_MB), ...OWN_SOURCE_MAPS, join(ROOT, script)],
    cwd: ROOT,
    env,
    ready: () => answersOk(`${url}/health`),
    isAlarm: () => false,
    advice: 'Read the log.',
  });
  await managed.start();
}
