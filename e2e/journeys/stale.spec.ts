import { expect, type Page } from '@playwright/test';
import { Customer } from './customers';
import { test } from './another';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { expectNoReload, openShop, simulate, stack } from './support';

/** Nobody calls the warehouse silent within 15 s. */
const WAREHOUSE = { timeout: 120_000 };

const shelve = (page: Page, sku: string, quantity: number) =>
  simulate(page, 'inventory', 'stock', { sku, quantity });

test.describe.configure({ timeout: 600_000 });

test.afterEach(async ({ page }) => {
  await simulate(page, 'inventory', 'faults/clear', {});
  await simulate(page, 'inventory', 'settings', { count_after_ms: 0 });
});

test('the warehouse is away: an open page says so, and stops when it is back', async ({
  page,
}, info) => {
  const part = await createPart('Silent spindle', 0);
  await openShop(page, `/parts/${part.id}`);
  await shelve(page, part.sku, 7);
  await expect(page.getByTestId('stock')).toHaveAttribute('data-available', '7', WAREHOUSE);
  const warning = page.getByTestId('stale-stock');
  await expect(warning).toBeHidden();

  const away = { path: '/v1/*', status: 503, times: 1_000_000 };
  await simulate(page, 'inventory', 'faults', away);
  await expect(warning).toContainText('Stock figures may be out of date', WAREHOUSE);
  await page.screenshot({ path: info.outputPath('stale.png') });
  await expect(page.getByTestId('stock')).toHaveAttribute('data-available', '7');

  await simulate(page, 'inventory', 'faults/clear', {});
  await expect(warning).toBeHidden(WAREHOUSE);
  await expectNoReload(page);
});

test('more is sold than the warehouse has: staff see it, accept it, and refund the order with two clicks', async ({
  another,
  page,
}, info) => {
  const part = await createPart('Missing mudguard', 0);
  await openShop(page, `/parts/${part.id}`);
  await shelve(page, part.sku, 5);
  await expect(page.getByTestId('stock')).toHaveAttribute('data-available', '5', WAREHOUSE);
  // It hears of the sale, and does not take it off its shelf while this goes on.
  await simulate(page, 'inventory', 'settings', { count_after_ms: 3_600_000 });
  const customer = await Customer.register('Mina Missing');
  const order = await customer.order(part.id, 4);
  await expect(async () => {
    const { items } = await simulate<{ items: { sku: string; quantity: number }[] }>(
      page,
      'inventory',
      'sales',
    );
    expect(items).toContainEqual(expect.objectContaining({ sku: part.sku, quantity: 4 }));
  }).toPass(WAREHOUSE);
  await shelve(page, part.sku, 2);
  await expect(page.getByTestId('stock')).toHaveAttribute('data-available', '0', WAREHOUSE);

  const panel = await another();
  await signInToAdmin(panel);
  await panel.goto(`${stack().admin}/shortfalls`);
  const row = panel.getByRole('row').filter({ hasText: part.sku });
  await expect(row.getByRole('cell').nth(1)).toHaveText('2', WAREHOUSE);
  await expect(row).toContainText(order.id.slice(-8));
  await row.getByRole('button', { name: /^Accept/ }).click();
  const dialog = panel.getByTestId('shortfall-dialog');
  await dialog.getByLabel('What was decided').fill('Two more come on Friday');
  await panel.screenshot({ path: info.outputPath('accept.png') });
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(row).toContainText('Resolved');
  await expect(row).toContainText('Two more come on Friday');
  await panel.screenshot({ path: info.outputPath('accepted.png') });

  await row.getByRole('button', { name: /^Refund order/ }).click();
  const refund = panel.getByTestId('refund-short-dialog');
  await expect(refund).toContainText('The order is cancelled');
  await panel.screenshot({ path: info.outputPath('refund.png') });
  await refund.getByRole('button', { name: /^Refund/ }).click();
  await expect(row.getByRole('cell').nth(1)).toHaveText('0', WAREHOUSE);
  await expect(row).not.toContainText(order.id.slice(-8));
  await expect(row.getByRole('button')).toHaveCount(0);
  await panel.screenshot({ path: info.outputPath('refunded.png') });
  await panel.setViewportSize({ width: 390, height: 844 });
  await panel.screenshot({ path: info.outputPath('refunded-narrow.png'), fullPage: true });
});
