import { expect, type Page } from '@playwright/test';
import { test } from './another';
import { Customer } from './customers';
import { Staff } from './staff';
import { createPart } from './parts';
import { PASSWORD, stack, unique } from './support';

async function signInAtHome(page: Page, user: string): Promise<void> {
  await page.goto(`${stack().admin}/sign-in`);
  await page.getByLabel('Email').fill(user);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
}

/** How long one of five places is waited for before the same is done again. */
const PARTS = { timeout: 3_000 };
const ORDERS = { timeout: 15_000 };

const card = (page: Page, name: string) => page.getByTestId(`home-${name}`);

test('the first page after the sign-in says how the shop stands, live, and leads on', async ({
  page,
}) => {
  await signInAtHome(page, 'admin@tandem.test');
  await expect(page).toHaveTitle(/^Home/);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Orders of today',
    'Work that needs a person',
    'Alerts',
    'Shortfalls',
    'What shoppers see',
    'Check of the records',
    'Changed last',
    'Parts changed last',
    'How the shop runs',
  ]);
  await expect(card(page, 'reads')).toContainText('last 24 hours');
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'live');

  const name = `Homely hubcap ${unique()}`;
  const part = await createPart(name, 24);
  const staff = await Staff.signIn();
  const customer = await Customer.register('Hanna Home');
  // Each card has room for the newest five, and other journeys order and change parts as well.
  await expect(async () => {
    await staff.setDescription(part.id, `<p>${unique()}</p>`);
    await expect(card(page, 'parts')).toContainText(name, PARTS);
  }).toPass();
  await expect(card(page, 'changes').getByRole('listitem')).toHaveCount(5);
  await expect(async () => {
    const order = await customer.order(part.id);
    const row = card(page, 'orders')
      .getByRole('listitem')
      .filter({ hasText: `#${order.number}` });
    await expect(row).toContainText('€19.99', ORDERS);
    await row.getByRole('link').click(ORDERS);
    await expect(page).toHaveURL(new RegExp(`/orders/${order.id}$`));
  }).toPass();
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await card(page, 'check').getByRole('link', { name: 'Check of the records' }).click();
  await expect(page.getByRole('heading', { name: 'Consistency', level: 1 })).toBeVisible();
});

test('whoever may see less is shown less', async ({ page }) => {
  await signInAtHome(page, 'content@tandem.test');
  await expect(card(page, 'parts').getByRole('listitem').first()).toBeVisible();
  for (const name of ['orders', 'work', 'reads', 'check'])
    await expect(card(page, name)).toBeHidden();
});
