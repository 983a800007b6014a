import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import pg from 'pg';
import { signInToAdmin, stack } from './support';

/** A check of the whole shop, with the time that what is under way gets to arrive. */
const CHECKED = { timeout: 180_000 };

test('a hold that outlived its order is found by a check, and freed with the button', async ({
  page,
}) => {
  const reservation = randomUUID();
  const client = new pg.Client({ connectionString: stack().postgres });
  await client.connect();
  try {
    await client.query(
      `insert into inventory.reservations (id, order_id, expires_at)
       values ($1, gen_random_uuid(), now() + interval '1 hour')`,
      [reservation],
    );
  } finally {
    await client.end();
  }
  await signInToAdmin(page);
  await page.getByRole('link', { name: 'Consistency' }).click();
  await expect(page.getByTestId('consistency-run')).toBeVisible();
  await expect(page.getByTestId('watched-pages')).toContainText('What shoppers see');
  // The clock may have begun a check at this very moment.
  await expect(page.getByRole('button', { name: 'Check now' })).toBeEnabled(CHECKED);
  await page.getByRole('button', { name: 'Check now' }).click();
  const row = page.getByRole('row').filter({ hasText: reservation });
  await expect(row).toContainText('holds that outlived their order', CHECKED);
  await expect(row).toContainText('no order');

  await row.getByRole('button', { name: /^Repair/ }).click();
  await expect(page.getByText('The difference was repaired.')).toBeVisible();
  await expect(row).toBeHidden();
  await page.goto(`${stack().admin}/consistency?state=repaired`);
  await expect(page.getByRole('row').filter({ hasText: reservation })).toContainText('by ');
});
