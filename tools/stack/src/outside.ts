import { join } from 'node:path';
import type { Run } from './backing-services.ts';
import { ROOT, type Secrets } from './home.ts';
import { answersOk } from './wait.ts';

/** The outside world of a development stack: simulators of other companies, and a catcher for mail. */
export interface Outside {
  mail: string;
  simulators: Record<string, string>;
  /** What a service must know of it. */
  envOf: (service: string) => Record<string, string>;
}

const HEAP_MB = 128;

/**
 * Starts the outside world. It speaks the documented protocols over the network, so the services can't tell, and
 * production replaces it by settings alone.
 */
export async function startOutside(run: Run, shopUrl: string): Promise<Outside> {
  const [g2a, smtp, web] = [
    await run.ports.port('simulator-g2a'),
    await run.ports.port('mail-smtp'),
    await run.ports.port('mail-web'),
  ];
  const g2aUrl = `http://127.0.0.1:${g2a}`;
  const mail = `http://127.0.0.1:${web}`;
  const merchant = merchantOf(run.secrets);
  await Promise.all([
    startOne(run, 'simulator-g2a', join('tools', 'simulators', 'g2a', 'main.ts'), g2aUrl, {
      G2A_SIM_PORT: String(g2a),
      G2A_SIM_IPN_URL: `${shopUrl}/api/v1/webhooks/g2a/ipn`,
      ...merchant,
    }),
    startOne(run, 'mail-catcher', join('tools', 'mail-catcher', 'src', 'main.ts'), mail, {
      MAIL_CATCHER_SMTP_PORT: String(smtp),
      MAIL_CATCHER_WEB_PORT: String(web),
    }),
  ]);
  return {
    mail,
    simulators: { g2a: g2aUrl },
    envOf: (service) => envOf(service, `smtp://127.0.0.1:${smtp}`, g2aUrl, merchant),
  };
}

/** The shop as its payment provider knows it. */
export function merchantOf({ g2aPay, g2aPayHash }: Secrets): Record<string, string> {
  return {
    G2A_PAY_API_HASH: g2aPayHash,
    G2A_PAY_SECRET: g2aPay,
    G2A_PAY_MERCHANT_EMAIL: 'merchant@tandem.test',
  };
}

/** Who writes mails knows the mail server, who takes payments knows the provider; nobody else does. */
export function envOf(
  service: string,
  smtpUrl: string,
  g2aUrl: string,
  merchant: Record<string, string>,
): Record<string, string> {
  if (service === 'auth' || service === 'order') return { SMTP_URL: smtpUrl };
  if (service !== 'sync-gateway') return {};
  return { ...merchant, G2A_PAY_CHECKOUT_URL: g2aUrl, G2A_PAY_REST_URL: g2aUrl };
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
    args: ['--enable-source-maps', `--max-old-space-size=${HEAP_MB}`, join(ROOT, script)],
    cwd: ROOT,
    env,
    ready: () => answersOk(`${url}/health`),
    isAlarm: () => false,
    advice: 'Read the log.',
  });
  await managed.start();
}
