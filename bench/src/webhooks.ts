import type { StackHandle } from '@tandem/stack';
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from './load.ts';
import { add, ms } from './report.ts';
import { SECONDS } from './settings.ts';

const PER_SECOND = 50;
const LEAST_SECONDS = 20;
/** The code of the services is compiled by then. */
const WARM = 100;

/** From a signed notification of an order at G2A to its answer, through the front door as G2A would come. */
export async function webhooks({ info }: StackHandle, secret: string): Promise<void> {
  const url = `${info.shop}/api/v1/webhooks/g2a/orders`;
  for (let n = 0; n < WARM; n += 1) await notify(url, secret);
  const took: number[] = [];
  let failures = 0;
  const count = Math.max(SECONDS, LEAST_SECONDS) * PER_SECOND;
  const sent: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    await pause(began + (n * 1_000) / PER_SECOND - performance.now());
    const sentAt = performance.now();
    sent.push(
      notify(url, secret).then((status) => {
        took.push(performance.now() - sentAt);
        if (status !== 202) failures += 1;
      }),
    );
  }
  await Promise.all(sent);
  add(
    `signed webhooks of orders, ${PER_SECOND}/s, to the answer`,
    `p50 ${ms(percentile(took, 50))}, p99 ${ms(percentile(took, 99))}`,
    `${took.length} sent, ${failures} failures (wanted: 100 ms)`,
  );
}

/** Of an order that the shop does not know: kept and queued as any, and nobody at G2A is asked. */
async function notify(url: string, secret: string): Promise<number> {
  const body = JSON.stringify({
    event_id: randomUUID(),
    type: 'order.status_changed',
    order_id: randomUUID(),
    status: 'complete',
    occurred_at: new Date().toISOString(),
  });
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1_000)), randomUUID()];
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-g2a-timestamp': timestamp,
      'x-g2a-nonce': nonce,
      'x-g2a-signature': createHmac('sha256', secret)
        .update(`${timestamp}.${nonce}.${body}`)
        .digest('hex'),
    },
    body,
  });
  await answer.arrayBuffer();
  return answer.status;
}
