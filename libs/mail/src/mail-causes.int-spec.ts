import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SpanKind, withRemoteParent } from '@tandem/observability';
import { RecordedSpans } from '@tandem/observability/testing';
import { eventually } from '@tandem/testing';
import { PostOffice } from './testing/post-office.js';

describe('a mail that is sent later', () => {
  let spans: RecordedSpans;
  let office: PostOffice;
  beforeAll(async () => {
    spans = new RecordedSpans();
    office = await PostOffice.open();
  });
  afterAll(async () => {
    await office?.close();
    await spans?.close();
  });

  const kept = async (dedupeKey: string) =>
    (
      await office.database.query<{ traceparent: string | null }>(
        `select traceparent from orders.mails where dedupe_key = $1`,
        [dedupeKey],
      )
    )[0]!.traceparent;

  it('names the request that queued it, and its span links to that', async () => {
    const trace = randomUUID().replaceAll('-', '');
    const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01` };
    await withRemoteParent(headers, 'POST /orders', SpanKind.SERVER, () =>
      office.enqueue({ dedupeKey: 'order_paid:1' }),
    );
    const traceparent = await kept('order_paid:1');
    expect(traceparent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    office.send();
    await eventually(() => expect(spans.linksOf('send mail')).toEqual([traceparent!.slice(3, -3)]));
  });

  it('links to nothing when no trace ran as it was queued', async () => {
    await office.enqueue({ dedupeKey: 'order_paid:2' });
    expect(await kept('order_paid:2')).toBeNull();
  });
});
