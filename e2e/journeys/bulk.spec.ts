import { expect } from '@playwright/test';
import { test } from './another';
import { Staff } from './staff';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { chooseFrom, expectNoReload, LIVE, openShop, stack, unique } from './support';

test('a bulk price change is previewed, run and undone, and shoppers see both', async ({
  another,
  page,
}, info) => {
  const word = `Bulkhead${unique()}`;
  const one = await createPart(`${word} front`);
  const two = await createPart(`${word} rear`);
  await openShop(page, `/parts/${one.id}`);
  const price = page.getByTestId('price').first();
  await expect(price).toContainText('19.99');

  const panel = await another();
  await signInToAdmin(panel);
  await panel.goto(`${stack().admin}/parts?q=${word}`);
  const row = panel.getByRole('row').filter({ hasText: one.sku });
  await row.getByRole('checkbox').check();
  const bar = panel.getByTestId('bulk-bar');
  await expect(bar).toContainText('1 part selected.');
  await bar.getByRole('button', { name: 'Select all 2 that match' }).click();
  await expect(bar).toContainText('All 2 parts that match are selected.');
  await bar.getByRole('button', { name: 'Change' }).click();
  const dialog = panel.getByTestId('bulk-dialog');
  await dialog.getByLabel('Percentage').fill('10');
  await dialog.getByRole('button', { name: 'Preview' }).click();

  const rows = panel.getByTestId('bulk-rows').getByRole('row');
  await expect(rows.filter({ hasText: two.sku })).toContainText('17.99');
  await panel.screenshot({ path: info.outputPath('preview.png') });
  await expect(price).toContainText('19.99');
  await panel.getByRole('button', { name: 'Change 2 parts' }).click();
  const state = panel.getByTestId('bulk-state');
  await expect(state).toHaveText('Finished', LIVE);
  await expect(rows.filter({ hasText: one.sku })).toContainText('Changed');
  await expect(price).toContainText('17.99', LIVE);

  await panel.getByRole('button', { name: 'Undo' }).click();
  await panel.getByTestId('undo-bulk-dialog').getByRole('button', { name: 'Undo' }).click();
  await expect(state).toHaveText('Undone', LIVE);
  await expect(rows.filter({ hasText: one.sku })).toContainText('Restored');
  await expect(price).toContainText('19.99', LIVE);
  await expectNoReload(page);
  const run = new URL(panel.url()).pathname;
  await panel.goto(`${stack().admin}/bulk-changes`);
  const mine = panel
    .getByTestId('bulk-changes')
    .getByRole('row')
    .filter({
      has: panel.locator(`a[href="${run}"]`),
    });
  await expect(mine).toContainText('−10%');
});

test('the stock of all parts that match is previewed, changed with a reason, and undone but for a part that moved since', async ({
  another,
  page,
}, info) => {
  const word = `Bulkstock${unique()}`;
  const part = await createPart(`${word} one`, 10);
  const other = await createPart(`${word} two`, 20);
  await signInToAdmin(page, 'stock@tandem.test');
  await page.goto(`${stack().admin}/parts?q=${word}`);
  const row = page.getByTestId('parts-table').getByRole('row').filter({ hasText: part.sku });
  await row.getByRole('checkbox').check();
  const bar = page.getByTestId('bulk-bar');
  await bar.getByRole('button', { name: 'Select all 2 that match' }).click();
  await bar.getByRole('button', { name: 'Change' }).click();
  const dialog = page.getByTestId('bulk-dialog');
  await chooseFrom(dialog.getByRole('combobox', { name: 'How' }), 'Add units');
  await dialog.getByLabel('Units').fill('5');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByText('Enter a reason.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Delivery');
  await page.screenshot({ path: info.outputPath('stock-dialog.png') });
  await dialog.getByRole('button', { name: 'Preview' }).click();

  const rows = page.getByTestId('bulk-rows').getByRole('row');
  await expect(rows.filter({ hasText: part.sku })).toContainText('15');
  await expect(page.getByRole('heading', { name: 'Stock: +5 (Delivery)' })).toBeVisible();
  await page.getByRole('button', { name: 'Change 2 parts' }).click();
  const state = page.getByTestId('bulk-state');
  await expect(state).toHaveText('Finished', LIVE);
  await page.screenshot({ path: info.outputPath('stock-run.png') });

  const panel = await another();
  await signInToAdmin(panel);
  await panel.goto(`${stack().admin}/parts/${other.id}`);
  const moved = panel.getByTestId('stock-movements').getByRole('listitem');
  await expect(moved.first()).toContainText('Delivery');
  await (await Staff.signIn()).setStock(other.id, 7);

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByTestId('undo-bulk-dialog').getByRole('button', { name: 'Undo' }).click();
  await expect(state).toHaveText('Undone', LIVE);
  await expect(rows.filter({ hasText: part.sku })).toContainText('Restored');
  await expect(rows.filter({ hasText: other.sku })).toContainText('was 25 and is 7 now');
});
