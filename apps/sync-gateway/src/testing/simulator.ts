import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endProcess } from '@tandem/testing';

export const MERCHANT = {
  G2A_PAY_API_HASH: '11111111-2222-4333-8444-555555555555',
  G2A_PAY_SECRET: 'a-g2a-pay-secret-used-by-tests-only',
  G2A_PAY_MERCHANT_EMAIL: 'merchant@tandem.test',
};

/** The shop as a buyer. */
export const BUYER = {
  G2A_API_HASH: '22222222-3333-4444-8555-666666666666',
  G2A_API_SECRET: 'a-g2a-api-secret-used-by-tests-only',
  G2A_API_EMAIL: 'buyer@tandem.test',
  G2A_WEBHOOK_SECRET: 'a-g2a-webhook-secret-used-by-tests-only',
};

/** The shop at the warehouse. */
export const WAREHOUSE = {
  WAREHOUSE_TOKEN_SECRET: 'a-warehouse-token-used-by-tests-only',
  WAREHOUSE_WEBHOOK_SECRET: 'a-warehouse-webhook-secret-used-by-tests-only',
};

const SCRIPT = fileURLToPath(new URL('../../../../tools/simulators/g2a/main.ts', import.meta.url));

export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  status: number;
  body: Record<string, string> | undefined;
}

/** The simulated G2A in a process of its own: an app may not import a tool, and the real one isn't in here either. */
export class Simulator {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<Simulator> {
    const child = spawn(process.execPath, [SCRIPT], {
      env: {
        ...MERCHANT,
        ...BUYER,
        G2A_SIM_WITH_PARENT: 'yes',
        G2A_SIM_IPN_RETRY_MS: '20',
        G2A_SIM_REQUESTS_PER_MINUTE: '100000',
        ...env,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout! })) {
      return new Simulator((JSON.parse(line) as { url: string }).url, child);
    }
    throw new Error('the simulator did not start');
  }

  async control<T = Record<string, unknown>>(path: string, body: object = {}): Promise<T> {
    const answer = await fetch(`${this.url}/_sim/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const told = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(told)}`);
    return told;
  }

  /** Plays the buyer of a payment. */
  async pay(paymentId: string, how: object = {}): Promise<string> {
    const paid = await this.control<{ transaction_id: string }>('pay', {
      order_id: paymentId,
      ...how,
    });
    return paid.transaction_id;
  }

  async asked(method: string, path: string): Promise<Asked[]> {
    const answer = await fetch(`${this.url}/_sim/requests?path=${encodeURIComponent(path)}`);
    const { items } = (await answer.json()) as { items: Asked[] };
    return items.filter((one) => one.method === method);
  }

  /** The statuses with which each notification was answered. */
  async delivered(paymentId: string): Promise<number[][]> {
    const answer = await fetch(`${this.url}/_sim/webhooks`);
    const { items } = (await answer.json()) as {
      items: { form: Record<string, string>; answers: number[] }[];
    };
    return items
      .filter(({ form }) => form['userOrderId'] === paymentId)
      .map(({ answers }) => answers);
  }

  /** Its process stands still until `goOn`: connections are taken, and nobody answers. */
  hang(): void {
    this.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.goOn();
    await endProcess(this.child);
  }
}
