import { randomUUID } from 'node:crypto';
import { expect, test, type Locator, type Page } from '@playwright/test';
import pg from 'pg';
import sharp from 'sharp';
import { Staff } from './staff';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { openPanel, stack, unique } from './support';

/** A check of the whole shop, with the time that what is under way gets to arrive. */
const CHECKED = { timeout: 180_000 };

/** The clock, or the journey before, may have begun a check at this very moment: what it passed already is told by the next. */
async function checkUntilTold(page: Page, row: Locator): Promise<void> {
  const check = page.getByRole('button', { name: 'Check now' });
  await expect(async () => {
    await expect(check).toBeEnabled(CHECKED);
    if (!(await row.isVisible())) await check.click();
    await expect(row).toBeVisible({ timeout: 60_000 });
  }).toPass();
}

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
  await openPanel(page);
  await page.getByRole('link', { name: 'Consistency' }).click();
  await expect(page.getByTestId('consistency-run')).toBeVisible();
  await expect(page.getByTestId('watched-pages')).toContainText('What shoppers see');
  const row = page.getByRole('row').filter({ hasText: reservation });
  await checkUntilTold(page, row);
  await expect(row).toContainText('holds that outlived their order');
  await expect(row).toContainText('no order');

  await row.getByRole('button', { name: /^Repair/ }).click();
  await expect(page.getByText('The difference was repaired.')).toBeVisible();
  await expect(row).toBeHidden();
  await page.goto(`${stack().admin}/consistency?state=repaired`);
  await expect(page.getByRole('row').filter({ hasText: reservation })).toContainText('by ');
});

test('a picture whose original is lost goes from its part when somebody confirms it, and the page says which', async ({
  page,
}, info) => {
  const part = await createPart(`Pictured ${unique()}`);
  const create = {
    width: 200,
    height: 150,
    channels: 3 as const,
    background: { r: part.id % 256, g: 90, b: 40 },
  };
  await (
    await Staff.signIn()
  ).addImage(part.id, 'From the left', await sharp({ create }).png().toBuffer());
  const client = new pg.Client({ connectionString: stack().postgres });
  await client.connect();
  try {
    await client.query(
      `delete from catalog.image_renditions where sha256 in (select sha256 from catalog.part_images where part_id = $1)`,
      [part.id],
    );
  } finally {
    await client.end();
  }
  await signInToAdmin(page);
  await page.goto(`${stack().admin}/consistency`);
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: `Part ${part.id}`, exact: true }) })
    .first();
  await checkUntilTold(page, row);
  await expect(row).toContainText('images and renditions');
  await row.getByRole('button', { name: /^Repair/ }).click();
  const dialog = page.getByTestId('repair-dialog');
  await expect(dialog).toContainText('it is removed from its part');
  await page.screenshot({ path: info.outputPath('repair.png') });
  await dialog.getByRole('button', { name: 'Repair' }).click();
  await expect(page.getByText(/has lost its picture “From the left”/)).toBeVisible();
  await page.goto(`${stack().admin}/parts/${part.id}`);
  await expect(page.getByTestId('images-editor')).toBeVisible();
  await expect(page.getByTestId('image-tile')).toHaveCount(0);
});
