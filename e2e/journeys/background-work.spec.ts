import { expect, test, type Page } from '@playwright/test';
import pg from 'pg';
import { Customer } from './customers';
import { Staff } from './staff';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { LIVE, openPanel, stack } from './support';

async function inDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: stack().postgres });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Inventory gave up on the news of a part, as if its program had had an error then. */
const plantDeadLetter = (partId: number) =>
  inDatabase(async (client) => {
    const { rowCount } = await client.query(
      `insert into inventory.dead_letters
         (id, consumer, event_id, type, topic, partition, message_offset, message_key, headers, payload, error, attempts)
       select uuidv7(), 'inventory', gen_random_uuid(), type, topic, 0, 0, aggregateid,
         headers || jsonb_build_object('ce_id', gen_random_uuid(), 'ce_type', type), convert_to(payload::text, 'UTF8'),
         'TypeError: cannot count', 5
       from catalog.outbox where type = 'part.created' and aggregateid = $1`,
      [String(partId)],
    );
    expect(rowCount).toBe(1);
  });

/** To inventory another order had taken the goods. Its rules forbid that, and hold for all but who restores a backup. */
const moveReservation = (from: string, to: string) =>
  inDatabase(async (client) => {
    await client.query(`set session_replication_role = replica`);
    const move = `update inventory.reservations set order_id = $2 where order_id = $1 and state = 'committed'`;
    await expect.poll(async () => (await client.query(move, [from, to])).rowCount, LIVE).toBe(1);
  });

const menuEntry = (page: Page) => page.getByRole('link', { name: 'Background work' });

test('a manager sees what a service gave up on, reads why, and has it done after all', async ({
  page,
}) => {
  const part = await createPart('Forgotten fork');
  await plantDeadLetter(part.id);
  await signInToAdmin(page);
  await openPanel(page);
  await menuEntry(page).click();
  await expect(page.getByTestId('jobs-table')).toBeVisible();
  await page.getByRole('tab', { name: 'Dead letters' }).click();
  const row = page
    .getByTestId('dead-letters-table')
    .getByRole('row')
    .filter({ has: page.getByText(String(part.id), { exact: true }) });
  await expect(row).toContainText('Inventory');
  await expect(row).toContainText('The program has an error.');
  await row.getByRole('button', { name: 'Part created', exact: true }).click();
  const details = page.getByTestId('work-details');
  await expect(details).toContainText('TypeError: cannot count');
  await expect(details).toContainText('"part_name": "Forgotten fork"');
  await details.getByRole('button', { name: 'Retry now' }).click();
  await expect(page.getByText('The message was handled.')).toBeVisible();
  await expect(row).toBeHidden();
});

test('a manager reads why a job was given up, has the cause mended, and has the job done after all', async ({
  page,
}) => {
  const part = await createPart('Returned rotor', 5);
  const order = await (await Customer.register('Rory Returning')).order(part.id);
  const other = crypto.randomUUID();
  await moveReservation(order.id, other);
  const staff = await Staff.signIn();
  const goods = [{ part_id: part.id, quantity: 1 }];
  const { id } = await staff.refund(order.id, '19.99', 'Sent back', goods);

  await signInToAdmin(page);
  await openPanel(page);
  await menuEntry(page).click();
  const row = page.getByTestId('jobs-table').getByRole('row').filter({ hasText: id });
  await expect(row.getByText('Given up')).toBeVisible(LIVE);
  await expect(row).toContainText('Orders');
  await expect(row).toContainText(`There is no reservation of order ${order.id}.`);

  await moveReservation(other, order.id);
  await row.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('The job starts now.')).toBeVisible();
  await expect(row).toBeHidden(LIVE);
  await page.goto(`${stack().admin}/orders/${order.id}`);
  await expect(page.getByTestId('refunds')).toContainText('1 piece back on the shelf');
});

test('staff who may not read events have no such page', async ({ page }) => {
  await signInToAdmin(page, 'content@tandem.test');
  await openPanel(page);
  await expect(page.getByRole('link', { name: 'Parts', exact: true })).toBeVisible();
  await expect(menuEntry(page)).toHaveCount(0);
  await page.goto(`${stack().admin}/background-work`);
  await expect(page.getByRole('heading', { name: 'Background work' })).toHaveCount(0);
});
