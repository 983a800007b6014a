import { expect, type Page } from '@playwright/test';
import pg from 'pg';
import { test, type Another } from './another';
import { Customer } from './customers';
import { Staff } from './staff';
import { createPart } from './parts';
import { PHRASE, signInToAdmin } from './sessions';
import { expectNoReload, LIVE, openPanel, stack } from './support';

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${stack().admin}${path}`);
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'live');
  await page.evaluate(() => ((window as unknown as { marked: boolean }).marked = true));
}

async function colleague(another: Another): Promise<Page> {
  const page = await another();
  await signInToAdmin(page);
  return page;
}

const statusOf = (page: Page) => page.locator('h1').getByTestId('order-status');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** A paid order of two pieces at 19.99 by somebody of this journey alone. */
async function paidOrder(page: Page, name: string) {
  const part = await createPart(`Part of ${name}`, 10);
  const customer = await Customer.register(name);
  return { part, customer, order: await customer.order(part.id, 2) };
}

async function available(page: Page, partId: number): Promise<number> {
  const answer = await page.request.get(`${stack().shop}/api/v1/parts/${partId}`);
  return ((await answer.json()) as { stock: { available_stock: number } }).stock.available_stock;
}

test('a new order arrives on the open table, is handed over and completed, and the table follows', async ({
  another,
  page,
}) => {
  const part = await createPart('Eagerly awaited spoiler');
  const customer = await Customer.register('Wanda Waiting');
  await signInToAdmin(page);
  await open(page, `/orders?user_id=${customer.id}`);
  await expect(page.getByText('No order matches')).toBeVisible();

  const order = await customer.order(part.id);
  await page.getByTestId('arrived').click(LIVE);
  const row = page
    .getByTestId('orders-table')
    .getByRole('row')
    .filter({ hasText: 'Wanda Waiting' });
  await expect(row).toContainText('Eagerly awaited spoiler');
  await expect(row).toContainText('€19.99');
  await expect(page.getByTestId('arrived')).toBeHidden();

  const other = await colleague(another);
  await open(other, `/orders/${order.id}`);
  await button(other, 'Hand over').click();
  await button(other, 'Hand it over').click();
  await expect(statusOf(other)).toHaveAttribute('data-status', 'fulfilment_requested');
  await expect(row.getByTestId('order-status')).toHaveText('Handed over', LIVE);
  await expect(button(other, 'Cancel order')).toBeHidden();
  await button(other, 'Complete').click();
  await button(other, 'Complete it').click();
  await expect(statusOf(other)).toHaveAttribute('data-status', 'completed');
  await expect(row.getByTestId('order-status')).toHaveText('Completed', LIVE);
  await expect(other.getByTestId('order-history')).toContainText('by Ada Admin');
  await expectNoReload(page);
});

test('an order tells every step it went through, and whose it is', async ({ page }) => {
  const { customer, order } = await paidOrder(page, 'Stefan Stepwise');
  await signInToAdmin(page);
  await open(page, '/orders');
  await page.getByRole('searchbox', { name: 'Order number or id' }).fill(String(order.number));
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: `#${order.number}`, exact: true }).click();
  const steps = page.getByTestId('saga-steps');
  for (const step of ['Stock reserved', 'Paid', 'Stock taken']) {
    await expect(steps).toContainText(step);
  }
  await expect(page.getByTestId('transactions')).toContainText('−€39.98');
  await page.getByRole('link', { name: 'Stefan Stepwise', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Stefan Stepwise' })).toBeVisible();
  // The history of the account has the address as well.
  await expect(page.getByText(customer.email).first()).toBeVisible();
  await expect(page.getByTestId('wallet')).toHaveText('€460.02');
  await expect(page.getByTestId('spent')).toHaveText('€39.98');
  await expect(page.getByTestId('customer-orders')).toContainText(`#${order.number}`);
});

test('a refund: too much is refused on the field, a part goes back, then the rest', async ({
  page,
}) => {
  const { part, customer, order } = await paidOrder(page, 'Rita Refund');
  await signInToAdmin(page);
  await open(page, `/orders/${order.id}`);
  await expect(page.getByTestId('saga-steps')).toContainText('Stock taken');
  const dialog = page.getByTestId('refund-dialog');

  await button(page, 'Refund').click();
  await dialog.getByTestId('dialog-action').click();
  await expect(dialog.getByText('Enter a reason.')).toBeVisible();
  await dialog.getByLabel('A part of it').check();
  await dialog.getByLabel('Amount', { exact: true }).fill('40');
  await dialog.getByLabel('Reason').fill('One was scratched');
  await dialog.getByTestId('dialog-action').click();
  await expect(dialog.getByText('At most €39.98 can be refunded')).toBeVisible();

  await dialog.getByLabel('Individual items').check();
  await dialog.getByLabel('Return the items to stock').check();
  await dialog.getByLabel(`Pieces of ${part.part_name}`).fill('1');
  await dialog.getByTestId('dialog-action').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('order-refunded')).toHaveText('−€19.99');
  await expect(page.getByTestId('order-refundable')).toHaveText('€19.99');
  await expect(statusOf(page)).toHaveText('Paid');
  await expect.poll(() => customer.balance()).toBe('480.01');
  await expect.poll(() => available(page, part.id)).toBe(9);

  await button(page, 'Refund').click();
  await dialog.getByLabel('Reason').fill('The other one too');
  await button(page, 'Refund €19.99').click();
  await expect(statusOf(page)).toHaveText('Refunded');
  await expect(page.getByTestId('refunds').getByRole('listitem')).toHaveCount(2);
  await expect(button(page, 'Refund')).toBeHidden();
  await expect.poll(() => customer.balance()).toBe('500.00');
  expect(await available(page, part.id)).toBe(9);
});

test('a refund whose answer was lost is sent again and paid once', async ({ page }) => {
  const { customer, order } = await paidOrder(page, 'Lotte Lost');
  await signInToAdmin(page);
  await open(page, `/orders/${order.id}`);
  const keys: (string | undefined)[] = [];
  await page.route('**/refunds', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await button(page, 'Refund').click();
  const dialog = page.getByTestId('refund-dialog');
  await dialog.getByLabel('A part of it').check();
  await dialog.getByLabel('Amount', { exact: true }).fill('5');
  await dialog.getByLabel('Reason').fill('Late');
  await dialog.getByTestId('dialog-action').click();
  await expect(dialog.getByText('The result of this refund is not known yet')).toBeVisible();
  await expect(dialog.getByLabel('Reason')).toBeDisabled();
  await button(page, 'Try again').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('refunds').getByRole('listitem')).toHaveCount(1);
  await expect.poll(() => customer.balance()).toBe('465.02');
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test('an order is called off with a reason, and what it held and cost goes back', async ({
  page,
}) => {
  const { part, customer, order } = await paidOrder(page, 'Carla Cancelled');
  await signInToAdmin(page);
  await open(page, `/orders/${order.id}`);
  await button(page, 'Cancel order').click();
  const dialog = page.getByTestId('cancel-dialog');
  await button(page, 'Cancel the order').click();
  await expect(dialog.getByText('Enter a reason. The customer will see it.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Ordered by mistake');
  await button(page, 'Cancel the order').click();
  await expect(statusOf(page)).toHaveText('Cancelled');
  await expect(page.getByTestId('order-reason')).toContainText('Ordered by mistake');
  await expect(page.getByTestId('order-actions').getByRole('button')).toHaveCount(0);
  await expect.poll(() => customer.balance()).toBe('500.00');
  await expect.poll(() => available(page, part.id)).toBe(10);
});

test('whoever is slower is told how the order stands instead of undoing it', async ({
  another,
  page,
}) => {
  const { order } = await paidOrder(page, 'Conrad Contested');
  await signInToAdmin(page);
  await open(page, `/orders/${order.id}`);
  await button(page, 'Cancel order').click();
  const dialog = page.getByTestId('cancel-dialog');
  await dialog.getByLabel('Reason').fill('Too slow');

  const other = await colleague(another);
  await open(other, `/orders/${order.id}`);
  await button(other, 'Hand over').click();
  await button(other, 'Hand it over').click();
  await expect(statusOf(other)).toHaveText('Handed over');

  await button(page, 'Cancel the order').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('behind')).toContainText('cannot be changed to cancelled');
  await expect(statusOf(page)).toHaveText('Handed over');
});

/** Roles are rows: a journey's own one, for somebody who may look and not touch. */
async function readerOfOrders(): Promise<string> {
  const role = 'order-reader';
  const client = new pg.Client({ connectionString: stack().postgres });
  await client.connect();
  await client.query(
    `insert into auth.roles (name, description) values ($1, 'Looks at orders') on conflict do nothing`,
    [role],
  );
  await client.query(
    `insert into auth.role_permissions (role, permission) values ($1, 'orders:read') on conflict do nothing`,
    [role],
  );
  await client.end();
  const { id, email } = await Customer.register('Olga Onlooker');
  await (await Staff.signIn()).setRoles(id, [role]);
  return email;
}

test('who may only read orders sees no buttons; who may not read them finds no way in', async ({
  another,
  page,
}) => {
  const { order } = await paidOrder(page, 'Priya Permission');
  const email = await readerOfOrders();
  await page.goto(`${stack().admin}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PHRASE);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Parts' })).toBeHidden();
  await open(page, `/orders/${order.id}`);
  await expect(page.getByTestId('saga-steps')).toBeVisible();
  await expect(page.getByTestId('order-actions')).toBeHidden();

  const stockKeeper = await another();
  await signInToAdmin(stockKeeper, 'stock@tandem.test');
  await openPanel(stockKeeper);
  await expect(stockKeeper.getByRole('link', { name: 'Orders' })).toBeHidden();
  await stockKeeper.goto(`${stack().admin}/orders/${order.id}`);
  await expect(stockKeeper.getByRole('heading', { name: 'No access' })).toBeVisible();
});
