import { expect, test, type Page } from '@playwright/test';
import { Customer } from './customers';
import {
  cartLink,
  decideAtG2a,
  line,
  orderStatus,
  putIntoCart,
  registerHere,
  shopper,
} from './shopping';
import { Staff } from './staff';
import { createPart } from './parts';
import { expectNoReload, LIVE, openShop, OUTSIDE, stack } from './support';

const orderNow = (page: Page) => page.getByRole('button', { name: 'Order now' });

/** The orders this page asks for are taken, and no answer arrives until it may; `keys` are their idempotency keys. */
async function loseAnswers(page: Page): Promise<{ keys: string[]; mayArrive: () => void }> {
  const keys: string[] = [];
  let lost = true;
  await page.route('**/api/v1/orders', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (!lost) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  return { keys, mayArrive: () => (lost = false) };
}

/** What somebody else does between this page's last check and its order. */
async function beforeOrdering(page: Page, act: () => Promise<unknown>): Promise<void> {
  const once = { times: 1 };
  await page.route(
    '**/api/v1/orders',
    async (route) => {
      await act();
      await route.continue();
    },
    once,
  );
}

test('a guest fills a cart, registers on the way, tops up, pays, and follows the order until it is complete', async ({
  page,
}) => {
  const part = await createPart('Journey gearbox');
  await putIntoCart(page, part.id, 2);
  await cartLink(page).click();
  await page.getByRole('link', { name: 'To checkout' }).click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await registerHere(page);

  await expect(page.getByTestId('checkout-total')).toHaveText('€39.98');
  await expect(page.getByTestId('balance-short')).toContainText('€39.98 short');
  await page.getByRole('link', { name: 'Top up your balance' }).click();
  await expect(page.getByRole('textbox', { name: 'Amount' })).toHaveValue('39.98');
  await page.getByRole('radio', { name: 'Test money' }).check();
  await page.getByRole('button', { name: 'Top up', exact: true }).click();
  await expect(page.getByTestId('balance')).toHaveText('€39.98');
  await page.getByRole('link', { name: 'Back to checkout' }).click();

  await orderNow(page).click();
  await expect(orderStatus(page)).toHaveText('Paid');
  await expect(cartLink(page)).toHaveAttribute('data-count', '0');
  await page.evaluate(() => ((window as unknown as { marked: boolean }).marked = true));
  const orderId = new URL(page.url()).pathname.split('/').at(-1)!;
  const staff = await Staff.signIn();
  await staff.handOver(orderId);
  await expect(orderStatus(page)).toHaveText('On its way', LIVE);
  await staff.complete(orderId);
  await expect(orderStatus(page)).toHaveText('Completed', LIVE);
  await expect(page.getByTestId('timeline').getByRole('listitem')).toHaveCount(4);
  await expectNoReload(page);

  await page.getByRole('link', { name: 'Your orders' }).click();
  await expect(page.getByTestId(`order-${orderId}`)).toContainText('Completed');
  await expect(page.getByTestId(`order-${orderId}`)).toContainText('2 × Journey gearbox');
});

test('somebody is faster between the check and the order: nothing is ordered, the lines are shown', async ({
  page,
}) => {
  const part = await createPart('Contested carburettor', 3);
  const customer = await shopper(page, 'Ulla Unlucky');
  const faster = await Customer.register('Fritz Faster');
  await putIntoCart(page, part.id, 3);
  await openShop(page, '/checkout');
  await beforeOrdering(page, () => faster.order(part.id, 2));
  await orderNow(page).click();
  await expect(page.getByTestId('checkout-problem')).toContainText('Some items have just sold out');
  await expect(line(page, part.id)).toContainText('Only 1 left');
  expect(await customer.balance()).toBe('500.00');

  await page.getByRole('button', { name: 'Reduce Contested carburettor to 1' }).click();
  await expect(page.getByTestId('checkout-problem')).toBeHidden();
  await orderNow(page).click();
  await expect(page.getByTestId('order-total')).toHaveText('€19.99');
  expect(await customer.balance()).toBe('480.01');
});

test('an order whose answer is lost is asked for again by itself, with the same key, and exists once', async ({
  page,
}) => {
  const part = await createPart('Lost lever');
  const customer = await shopper(page, 'Lena Lost');
  await putIntoCart(page, part.id);
  await openShop(page, '/checkout');
  const { keys, mayArrive } = await loseAnswers(page);
  await orderNow(page).click();
  await expect(page.getByTestId('order-in-progress')).toBeVisible();
  await expect.poll(() => keys.length).toBeGreaterThanOrEqual(2);
  mayArrive();
  await expect(page.getByTestId('order')).toBeVisible(LIVE);
  expect(new Set(keys).size).toBe(1);
  expect(await customer.balance()).toBe('480.01');
  await openShop(page, '/orders');
  await expect(page.getByTestId('orders').getByRole('listitem')).toHaveCount(1);
});

test('a page that is reloaded before it knew goes on with the same attempt', async ({ page }) => {
  const part = await createPart('Reloaded relay');
  const customer = await shopper(page, 'Rene Reload');
  await putIntoCart(page, part.id);
  await openShop(page, '/checkout');
  const { keys, mayArrive } = await loseAnswers(page);
  await orderNow(page).click();
  await expect(page.getByTestId('order-in-progress')).toBeVisible();
  await page.reload();
  const before = keys.length;
  await expect.poll(() => keys.length).toBeGreaterThan(before);
  mayArrive();
  await expect(page.getByTestId('order')).toBeVisible(LIVE);
  expect(new Set(keys).size).toBe(1);
  expect(await customer.balance()).toBe('480.01');
});

test('a price that changes before the order is sent is shown, and nothing is ordered at it unseen', async ({
  page,
}) => {
  const part = await createPart('Shifty shim');
  const customer = await shopper(page, 'Paula Price');
  const staff = await Staff.signIn();
  await putIntoCart(page, part.id);
  await openShop(page, '/checkout');
  await beforeOrdering(page, () => staff.setPrice(part.id, '29.99'));
  await orderNow(page).click();
  await expect(page.getByTestId('checkout-problem')).toContainText('It is €29.99 now');
  await expect(page.getByTestId('checkout-total')).toHaveText('€29.99');
  expect(await customer.balance()).toBe('500.00');
  await orderNow(page).click();
  await expect(page.getByTestId('order-total')).toHaveText('€29.99');
});

test('a paid order that nobody has handed over is cancelled, and the money is back', async ({
  page,
}) => {
  const part = await createPart('Regretted roof rack');
  const customer = await shopper(page, 'Rosa Regret');
  const order = await customer.order(part.id);
  await openShop(page, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Cancel the order' }).click();
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await expect(orderStatus(page)).toHaveText('Cancelled');
  await expect(page.getByRole('button', { name: 'Cancel the order' })).toBeHidden();
  await expect.poll(() => customer.balance()).toBe('500.00');
});

test('with G2A PAY the shopper pays on its page, comes back, and the order is paid', async ({
  page,
}) => {
  const part = await createPart('Paid-elsewhere pump');
  await shopper(page, 'Gina G2A', '1.00');
  await putIntoCart(page, part.id);
  await openShop(page, '/checkout');
  await page.getByRole('button', { name: 'Order and pay' }).click();
  await expect(page.getByRole('button', { name: 'Refuse' })).toBeVisible();

  // "Back" instead of paying leads to the order, where the way to the payment is still open.
  await page.goBack();
  await expect(orderStatus(page)).toHaveText('Waiting for payment');
  await expect(page.getByTestId('pay-now').getByRole('timer')).toHaveText(/^\d+:\d\d$/);
  await page.getByRole('link', { name: 'Pay with G2A PAY' }).click();
  await decideAtG2a(page, 'Pay');

  await expect(page).toHaveURL(new RegExp(`^${stack().shop}/orders/`));
  await expect(orderStatus(page)).toHaveText('Paid', OUTSIDE);
  await expect(page.getByTestId('pay-now')).toBeHidden();
});

test('a payment that is refused ends the order, and what it held is free again', async ({
  page,
}) => {
  const part = await createPart('Refused radiator', 1);
  await shopper(page, 'Ralf Refused', '1.00');
  await putIntoCart(page, part.id);
  await openShop(page, '/checkout');
  await page.getByRole('button', { name: 'Order and pay' }).click();
  await decideAtG2a(page, 'Refuse');
  await expect(orderStatus(page)).toHaveText('Failed', OUTSIDE);
  await expect(page.getByText('The payment was refused').first()).toBeVisible();
  await openShop(page, `/parts/${part.id}`);
  await expect(page.getByTestId('stock')).toHaveAttribute('data-available', '1');
});
