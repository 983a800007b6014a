import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { signInToAdmin } from './sessions';
import { LIVE, stack, unique } from './support';

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const said = (key: string, value: string | number) => ({
  key,
  value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
});

/** What a service sends when a request of it has failed, as OpenTelemetry's exporter sends it. */
async function tellOfFailure(traceId: string, correlation: string, statement: string) {
  const file = join(dirname(process.env.TANDEM_E2E_STACK!), 'secrets.json');
  const { own } = JSON.parse(readFileSync(file, 'utf8')) as { own: Record<string, string> };
  const began = BigInt(Date.now() - 2_000) * 1_000_000n;
  const [request, consumer] = [hex(8), hex(8)];
  const span = (spanId: string, name: string, ms: [from: number, to: number], over: object) => ({
    traceId,
    spanId,
    name,
    startTimeUnixNano: String(began + BigInt(ms[0]) * 1_000_000n),
    endTimeUnixNano: String(began + BigInt(ms[1]) * 1_000_000n),
    attributes: [],
    ...over,
  });
  const sent = (service: string, ...spans: object[]) => ({
    resource: { attributes: [said('service.name', service)] },
    scopeSpans: [{ spans }],
  });
  const answer = await fetch(`${stack().services['operations']![0]}/internal/traces`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${own['TRACES_SECRET']}`,
    },
    body: JSON.stringify({
      resourceSpans: [
        sent(
          'inventory',
          span(request, 'PUT /api/v1/admin/parts/:id/stock', [0, 900], {
            kind: 2,
            attributes: [said('tandem.correlation_id', correlation)],
          }),
          span(hex(8), 'slow statement', [20, 720], {
            kind: 3,
            parentSpanId: request,
            attributes: [
              said('db.query.text', statement),
              said('tandem.slow.fingerprint', hex(8)),
              said('tandem.slow.times', 3),
              said('tandem.slow.worst_ms', 700_000),
              said('tandem.slow.plan', '{"Node Type":"Seq Scan","Relation Name":"parts"}'),
              said('tandem.slow.advice', 'Looks through all 1,000,000 rows of parts.'),
            ],
          }),
        ),
        sent(
          'realtime-gateway',
          span(consumer, 'process tandem.inventory.stock', [1_000, 1_200], {
            kind: 5,
            parentSpanId: request,
            status: { code: 2 },
            events: [
              { name: 'exception', attributes: [said('exception.message', 'The socket was gone')] },
            ],
          }),
        ),
      ],
    }),
  });
  expect(answer.status).toBe(200);
}

test('staff find the trace of what failed, see where the time went, and what to do about a slow statement', async ({
  page,
}) => {
  const [trace, correlation, statement] = [hex(16), unique(), `select ${unique()} from parts`];
  await tellOfFailure(trace, correlation, statement);
  await signInToAdmin(page);
  // It is decided on when the spans of all services have come.
  await expect(async () => {
    await page.goto(`${stack().admin}/traces?correlation_id=${correlation}`);
    await expect(page.getByTestId('of-request')).toContainText(correlation);
    await expect(page.getByTestId('traces-table')).toContainText('PUT /api/v1/admin/parts');
  }).toPass(LIVE);
  const row = page.getByTestId('traces-table').getByRole('row').filter({ hasText: 'PUT ' });
  await expect(row).toContainText('Failed');
  await expect(row).toContainText('Inventory, Live updates');
  await expect(row).toContainText('1.20 s');

  await row.getByRole('link').click();
  await expect(page).toHaveURL(`${stack().admin}/traces/${trace}`);
  const steps = page.getByTestId('waterfall').getByRole('row');
  await expect(steps).toHaveCount(4);
  await expect(steps.nth(2)).toContainText('slow statement');
  await expect(steps.nth(2)).toContainText('700 ms');
  await steps.nth(3).getByRole('button').click();
  await expect(page.getByTestId('waterfall')).toContainText('The socket was gone');

  await page.goto(`${stack().admin}/traces/slow-statements`);
  await page.getByRole('button', { name: statement }).click();
  const plan = page.getByTestId('plan-dialog');
  await expect(plan).toContainText('Looks through all 1,000,000 rows of parts.');
  await expect(plan).toContainText('Seq Scan');
  await plan.getByRole('link', { name: 'See the trace of the slowest one' }).click();
  await expect(page).toHaveURL(`${stack().admin}/traces/${trace}`);
});
