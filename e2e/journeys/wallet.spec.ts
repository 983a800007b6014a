import { expect, test } from '@playwright/test';
import { decideAtG2a, orderStatus, shopper } from './shopping';
import { Staff } from './staff';
import { createPart } from './parts';
import { expectNoReload, LIVE, openShop, OUTSIDE } from './support';

test('a refund by staff is seen on the open order and on the open wallet', async ({ page }) => {
  const part = await createPart('Returned rim');
  const customer = await shopper(page, 'Rina Refunded');
  const order = await customer.order(part.id, 2);
  const wallet = await page.context().newPage();
  await openShop(page, `/orders/${order.id}`);
  await openShop(wallet, '/wallet');
  await expect(wallet.getByTestId('balance')).toHaveText('€460.02');
  await expect(orderStatus(page)).toHaveText('Paid');

  const staff = await Staff.signIn();
  await staff.refund(order.id, '19.99', 'One was bent');
  await expect(page.getByTestId('refunded')).toHaveText('−€19.99', LIVE);
  await expect(page.getByTestId('refunds')).toContainText('One was bent');
  await expect(page.getByTestId('refunds')).toContainText('Paid back');
  await expect(wallet.getByTestId('balance')).toHaveText('€480.01', LIVE);
  const newest = wallet.getByTestId('transactions').getByRole('listitem').first();
  await expect(newest).toContainText('Refund');
  await expect(newest).toContainText('+€19.99');

  await staff.refund(order.id, '19.99', 'So was the other');
  await expect(orderStatus(page)).toHaveText('Refunded', LIVE);
  await expectNoReload(page);
  await expectNoReload(wallet);
});

test('money comes into the wallet through G2A PAY', async ({ page }) => {
  const customer = await shopper(page, 'Theo Top-up', '5.00');
  await openShop(page, '/wallet');
  await page.getByRole('button', { name: '€25' }).click();
  await page.getByRole('radio', { name: 'G2A PAY' }).check();
  await page.getByRole('button', { name: 'Top up', exact: true }).click();
  await decideAtG2a(page, 'Pay');
  await expect(page.getByTestId('balance')).toHaveText('€30.00', OUTSIDE);
  await expect(page.getByTestId('top-up-pending')).toBeHidden();
  await expect.poll(() => customer.balance()).toBe('30.00');
});

test('a top-up whose answer is lost is sent again as the same one', async ({ page }) => {
  await shopper(page, 'Lola Lost', '5.00');
  await openShop(page, '/wallet');
  let first = true;
  await page.route('**/wallet/top-ups', async (route) => {
    if (!first) return route.continue();
    first = false;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.getByRole('textbox', { name: 'Amount' }).fill('12,50');
  await page.getByRole('radio', { name: 'Test money' }).check();
  await page.getByRole('button', { name: 'Top up', exact: true }).click();
  await expect(page.getByText('Sending it again is safe')).toBeVisible();
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByTestId('balance')).toHaveText('€17.50');
});

test('transactions are found by what they were and when', async ({ page }) => {
  const part = await createPart('Filtered fuse');
  const customer = await shopper(page, 'Tara Transactions');
  await customer.order(part.id);
  await openShop(page, '/wallet?type=purchase');
  const rows = page.getByTestId('transactions').getByRole('listitem');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('−€19.99');
  await rows.first().getByRole('link', { name: 'See the order' }).click();
  await expect(page.getByTestId('order')).toContainText('Filtered fuse');

  await openShop(page, '/wallet');
  await expect(rows).toHaveCount(2);
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(page.getByText('No transaction matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(rows).toHaveCount(2);
});

test('an invoice is downloaded for a paid order', async ({ page }) => {
  const part = await createPart('Invoiced injector');
  const customer = await shopper(page, 'Ines Invoice');
  const order = await customer.order(part.id);
  await openShop(page, `/orders/${order.id}`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Invoice (PDF)' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`tandem-invoice-${order.number}.pdf`);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).subarray(0, 5).toString()).toBe('%PDF-');
});
