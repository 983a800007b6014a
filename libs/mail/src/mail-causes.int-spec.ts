import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SpanKind, withRemoteParent } from '@tandem/observability';
import { RecordedSpans } from '@tandem/observability/testing';
import { eventually } from '@tandem/testing';
import { PostOffice } from './testing/post-office.js';

const WAITED = `
  insert into orders.mails (id, dedupe_key, template, to_address, state, attempts)
  values (gen_random_uuid(), 'waited', 'order_paid', 'ada@example.com', 'queued', 2),
         (gen_random_uuid(), 'ended', 'order_paid', 'ada@example.com', 'failed', 12);`;

describe('a mail that is sent later', () => {
  let spans: RecordedSpans;
  let office: PostOffice;
  beforeAll(async () => {
    spans = new RecordedSpans();
    office = await PostOffice.open(WAITED);
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
    await office.send();
    await eventually(() => expect(spans.linksOf('send mail')).toEqual([traceparent!.slice(3, -3)]));
  });

  it('links to nothing when no trace ran as it was queued', async () => {
    await office.enqueue({ dedupeKey: 'order_paid:2' });
    expect(await kept('order_paid:2')).toBeNull();
  });

  it('is sent by a job also when it waited before there were jobs, and one that had ended is not', async () => {
    await office.send();
    await eventually(async () => expect((await office.mail('waited')).state).toBe('sent'));
    expect((await office.mail('waited')).attempts).toBe(3);
    expect((await office.mail('ended')).state).toBe('failed');
  });
});
