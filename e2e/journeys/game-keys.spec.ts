import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { test } from './another';
import { orderStatus, putIntoCart, shopper } from './shopping';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { expectNoReload, LIVE, openShop, OUTSIDE, stack } from './support';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Orders what lies in the cart on the page. */
async function orderHere(page: Page): Promise<string> {
  await openShop(page, '/checkout');
  await button(page, 'Order now').click();
  await expect(page.getByTestId('order')).toBeVisible();
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

test('a shopper buys a game, watches the key that staff enter arrive, and sees it on a click', async ({
  another,
  page,
}, info) => {
  // Not linked to any product of G2A: nothing buys its key.
  const game = await createPart('Journey to the Keyless Isle', 5, 'game');
  await shopper(page, 'Kira Keys');
  await putIntoCart(page, game.id, 2);
  const orderId = await orderHere(page);
  await page.evaluate(() => ((window as unknown as { marked: boolean }).marked = true));
  const keys = page.getByTestId('keys').getByRole('listitem');
  await expect(keys).toHaveCount(2, LIVE);
  await expect(keys.first()).toContainText('It appears here by itself');

  const staff = await another();
  await signInToAdmin(staff);
  await staff.goto(`${stack().admin}/key-orders?state=needs_staff`);
  await expect(staff.getByTestId('key-orders')).toContainText(orderId.slice(-8), OUTSIDE);
  await staff.goto(`${stack().admin}/orders/${orderId}`);
  const purchases = staff.getByTestId('order-keys').getByRole('listitem');
  await expect(purchases.first()).toContainText('not linked to a product of G2A', OUTSIDE);
  await expect(staff.getByTestId('keys-outstanding')).toContainText('2 keys have not arrived');
  await expect(button(staff, 'Complete')).toBeHidden();
  await purchases
    .first()
    .getByRole('button', { name: /^Enter a key/ })
    .click();
  const dialog = staff.getByTestId('key-dialog');
  await dialog.getByLabel('Key', { exact: true }).fill('JRNEY-12345-ABCDE');
  await staff.screenshot({ path: info.outputPath('enter-a-key.png') });
  await dialog.getByTestId('dialog-action').click();
  await expect(dialog).toHaveCount(0);
  await expect(purchases.first()).toContainText('Delivered');

  const show = keys.first().getByRole('button', { name: /^Show key/ });
  await expect(show).toBeVisible(LIVE);
  await expect(keys.nth(1)).toContainText('It appears here by itself');
  await show.click();
  await expect(page.getByTestId('key-text')).toHaveText('JRNEY-12345-ABCDE');
  await expect(keys.first()).toContainText('You have seen this key', LIVE);
  await page.screenshot({ path: info.outputPath('order-with-key.png'), fullPage: true });
  await expectNothingSerious(page);
  await expectNothingSerious(staff);

  // The second can't be had: its price comes back, and with nothing left to wait for the order is complete.
  await purchases
    .nth(1)
    .getByRole('button', { name: /^Refund/ })
    .click();
  // The order has a button of this name as well.
  await dialog.getByTestId('dialog-action').click();
  await expect(keys.nth(1)).toContainText('Its price is refunded', LIVE);
  await expect(page.getByTestId('refunded').first()).toContainText('19.99');
  await expect(orderStatus(page)).toHaveText('Completed', LIVE);
  await expectNoReload(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: info.outputPath('order-on-a-phone.png'), fullPage: true });
});

test('a shopper buys a game of G2A, and its key comes by itself', async ({ page }) => {
  const answer = await page.request.get(`${stack().shop}/api/v1/games`, {
    params: { in_stock: 'true', sort: 'price_asc', limit: 1 },
  });
  const { items } = (await answer.json()) as { items: { id: number }[] };
  await shopper(page, 'Gwen Games', '900.00');
  await putIntoCart(page, items[0]!.id);
  await orderHere(page);
  const keys = page.getByTestId('keys').getByRole('listitem');
  await expect(keys).toHaveCount(1, LIVE);
  await keys.getByRole('button', { name: /^Show key/ }).click(OUTSIDE);
  await expect(page.getByTestId('key-text')).not.toBeEmpty();
  await expect(orderStatus(page)).toHaveText('Completed', OUTSIDE);
});
