import { expect, test, type Page } from '@playwright/test';
import pg from 'pg';
import { createPart, signInToAdmin, stack } from './support';

/** Inventory gave up on the news of a part, as if its program had had an error then. */
async function plantDeadLetter(partId: number): Promise<void> {
  const client = new pg.Client({ connectionString: stack().postgres });
  await client.connect();
  try {
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
  } finally {
    await client.end();
  }
}

const menuEntry = (page: Page) => page.getByRole('link', { name: 'Background work' });

test('a manager sees what a service gave up on, reads why, and has it done after all', async ({
  page,
}) => {
  const part = await createPart(page, 'Forgotten fork');
  await plantDeadLetter(part.id);
  await signInToAdmin(page);
  await menuEntry(page).click();
  await expect(page.getByTestId('jobs-table')).toBeVisible();
  await page.getByRole('tab', { name: 'Dead letters' }).click();
  const row = page
    .getByTestId('dead-letters-table')
    .getByRole('row')
    .filter({ hasText: String(part.id) });
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

test('staff who may not read events have no such page', async ({ page }) => {
  await signInToAdmin(page, 'content@tandem.test');
  await expect(page.getByRole('link', { name: 'Parts', exact: true })).toBeVisible();
  await expect(menuEntry(page)).toHaveCount(0);
  await page.goto(`${stack().admin}/background-work`);
  await expect(page.getByRole('heading', { name: 'Background work' })).toHaveCount(0);
});
