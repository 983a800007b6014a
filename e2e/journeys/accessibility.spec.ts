import { expect, test, type Locator, type Page, type TestInfo } from '@playwright/test';
import { Customer } from './customers';
import { putIntoCart, putOnWishlist, shopper } from './shopping';
import { Staff } from './staff';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { comeToRest, expectNothingSerious } from './usable';
import { escape, openEditor, openPanel, openShop, stack } from './support';

const SCREENS = [
  { name: 'desktop', width: 1440, height: 900, colorScheme: 'light' as const },
  { name: 'dark phone', width: 390, height: 844, colorScheme: 'dark' as const },
];
type Screen = (typeof SCREENS)[number];
const [DESKTOP] = SCREENS as [Screen, Screen];
const on = ({ width, height, colorScheme }: Screen) => ({
  viewport: { width, height },
  colorScheme,
});

test.use({ reducedMotion: 'reduce' });
// Many pages, each looked at twice.
test.describe.configure({ timeout: 600_000 });

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

/** A dialog that is still opening has the focus nowhere: neither keys nor a look at it mean anything yet. */
const expectFocusIn = (page: Page): Promise<void> =>
  expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1);

/** Tab goes around in the open dialog, never into the page below it. */
async function expectKeyboardStaysIn(page: Page): Promise<void> {
  await expectFocusIn(page);
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    await expectFocusIn(page);
  }
}

/** By what button a dialog is opened, and by what way it is left: whoever left it goes on where they were. */
async function expectFocusBack(page: Page, opener: Locator, leave: string): Promise<void> {
  await opener.click();
  const dialog = page.getByRole('dialog');
  await expectFocusIn(page);
  if (leave === 'Escape') await escape(page, dialog);
  else await dialog.getByRole('button', { name: leave, exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
}

const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 });

/**
 * Looks at the page as it is, once it has come to rest, on the screen on which it was opened and then on the other one.
 * The next page is opened on that.
 */
async function check(page: Page, info: TestInfo, title: string, within?: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  const isDesktop = page.viewportSize()?.width === DESKTOP.width;
  for (const screen of isDesktop ? SCREENS : SCREENS.toReversed()) {
    await page.setViewportSize(screen);
    await page.emulateMedia({ colorScheme: screen.colorScheme });
    await comeToRest(page);
    // For whoever looks at the pages; of a failure there is one anyway.
    if (!process.env.CI) {
      await page.screenshot({ path: info.outputPath(`${title}, ${screen.name}.png`) });
    }
    await test.step(`${title} on a ${screen.name}`, async () => {
      await expectNoSidewaysScroll(page);
      await expectNothingSerious(page, within);
    });
  }
}

test.describe('on either screen', () => {
  test.use(on(DESKTOP));

  test('the shop’s pages are usable by everybody', async ({ page }, info) => {
    const pages: [string, string][] = [
      ['catalogue', '/'],
      ['part', '/parts/1'],
      ['cart-empty', '/cart'],
      ['wishlist-empty', '/wishlist'],
      ['sign-in', '/sign-in?back=/checkout'],
      ['register', '/register'],
      ['back-in-stock', '/back-in-stock/confirm'],
      ['status', '/status'],
      ['not-found', '/nowhere'],
    ];
    for (const [title, path] of pages) {
      await openShop(page, path);
      await check(page, info, `shop-${title}`);
    }
  });

  test('cart, checkout, orders and wallet are usable by everybody', async ({ page }, info) => {
    const [kept, short] = [
      await createPart('Accessible axle'),
      await createPart('Vanishing valve', 3),
    ];
    const customer = await shopper(page, 'Alix Accessible');
    const order = await customer.order(kept.id, 2);
    const staff = await Staff.signIn();
    await staff.refund(order.id, '19.99', 'One was bent');
    await putIntoCart(page, kept.id);
    await putIntoCart(page, short.id, 3);
    const heart = page.getByRole('button', { name: 'Vanishing valve on your wishlist' });
    await putOnWishlist(page, heart);
    await staff.setStock(short.id, 1);
    for (const path of ['cart', 'checkout', 'wishlist', 'orders', 'wallet']) {
      await openShop(page, `/${path}`);
      await check(page, info, `shop-${path}`);
    }
    await openShop(page, `/orders/${order.id}`);
    await check(page, info, 'shop-order');
    await page.getByRole('button', { name: 'Cancel the order' }).click();
    await expectFocusIn(page);
    await check(page, info, 'shop-cancel');
    await expectKeyboardStaysIn(page);
    await escape(page, page.getByRole('dialog'));
    await expect(page.getByRole('button', { name: 'Cancel the order' })).toBeFocused();
  });

  test('the admin’s pages are usable by everybody', async ({ page }, info) => {
    await page.goto(`${stack().admin}/sign-in`);
    await check(page, info, 'admin-sign-in');
    await signInToAdmin(page);
    await openPanel(page);
    await check(page, info, 'admin-parts');
    await page.goto(stack().admin);
    await expect(page.getByTestId('home-parts').getByRole('link').nth(1)).toBeVisible();
    await check(page, info, 'admin-home');
    await openEditor(page, 1);
    await check(page, info, 'admin-editor');
    await page.goto(`${stack().admin}/bulk-changes`);
    await expect(page.getByTestId('bulk-changes')).toBeVisible();
    await check(page, info, 'admin-bulk-changes');
    await page.goto(`${stack().admin}/events`);
    await expect(page.getByTestId('event-feed')).toBeVisible();
    await check(page, info, 'admin-events');
    await page.goto(`${stack().admin}/background-work`);
    await expect(page.getByTestId('jobs-table')).toBeVisible();
    await check(page, info, 'admin-background-work');
    await page.goto(`${stack().admin}/webhooks`);
    await expect(page.getByTestId('webhooks-table')).toBeVisible();
    await check(page, info, 'admin-webhooks');
    await page.goto(`${stack().admin}/webhook-endpoints`);
    await expect(page.getByTestId('webhook-endpoints')).toBeVisible();
    await check(page, info, 'admin-webhook-endpoints');
    await page.goto(`${stack().admin}/alerts`);
    await expect(page.getByTestId('alerts-table')).toBeVisible();
    await check(page, info, 'admin-alerts');
    await page.goto(`${stack().admin}/events/replays`);
    await expect(page.getByRole('button', { name: 'Preview' })).toBeVisible();
    await check(page, info, 'admin-replays');
    await page.goto(`${stack().admin}/traces`);
    await expect(page.getByTestId('traces-table')).toBeVisible();
    await check(page, info, 'admin-traces');
    await page.goto(`${stack().admin}/traces/slow-statements`);
    await expect(page.getByTestId('slow-statements-table')).toBeVisible();
    await check(page, info, 'admin-slow-statements');
    await page.goto(`${stack().admin}/traces/${'a'.repeat(32)}`);
    await expect(page.getByText('There is no such trace')).toBeVisible();
    await check(page, info, 'admin-no-trace');
    await page.goto(`${stack().admin}/service-health`);
    await expect(page.getByTestId('services')).toBeVisible();
    await check(page, info, 'admin-health');
  });

  test('the admin’s pages of what the shop is made of are usable by everybody', async ({
    page,
  }, info) => {
    await signInToAdmin(page);
    await page.goto(`${stack().admin}/categories`);
    await expect(page.getByTestId('categories')).toBeVisible();
    await check(page, info, 'admin-categories');
    await page.goto(`${stack().admin}/genres`);
    await expect(page.getByTestId('terms')).toBeVisible();
    await check(page, info, 'admin-genres');
    await page.goto(`${stack().admin}/search`);
    await expect(page.getByRole('combobox', { name: 'Languages of the shop' })).toBeVisible();
    await check(page, info, 'admin-search');
    await page.goto(`${stack().admin}/flags`);
    await expect(page.getByTestId('standing').first()).toBeVisible();
    await check(page, info, 'admin-flags');
    await page.goto(`${stack().admin}/consistency`);
    await expect(page.getByTestId('consistency-run')).toBeVisible();
    await check(page, info, 'admin-consistency');
    await page.goto(`${stack().admin}/cache`);
    await expect(page.getByTestId('cache-state')).toBeVisible();
    await check(page, info, 'admin-cache');
    await page.goto(`${stack().admin}/audit`);
    await expect(page.getByTestId('audit-table').getByRole('button').first()).toBeVisible();
    await check(page, info, 'admin-audit');
    await page.goto(`${stack().admin}/audit/report`);
    await expect(page.getByTestId('audit-report').getByRole('link').first()).toBeVisible();
    await check(page, info, 'admin-audit-report');
  });

  test('the admin’s lists of shortfalls, safety buffers and keys are usable by everybody', async ({
    page,
  }, info) => {
    await signInToAdmin(page);
    await page.goto(`${stack().admin}/shortfalls`);
    await expect(page.getByTestId('shortfalls-table')).toBeVisible();
    await check(page, info, 'admin-shortfalls');
    await page.goto(`${stack().admin}/safety-buffers`);
    await expect(page.getByTestId('safety-buffers')).toBeVisible();
    await check(page, info, 'admin-safety-buffers');
    await page.goto(`${stack().admin}/stock-movements`);
    await expect(page.getByTestId('movements-table').getByRole('link').first()).toBeVisible();
    await check(page, info, 'admin-stock-movements');
    await page.goto(`${stack().admin}/imports`);
    await expect(page.getByTestId('imports')).toBeVisible();
    await check(page, info, 'admin-imports');
    await page.goto(`${stack().admin}/key-orders`);
    await expect(page.getByTestId('key-orders')).toBeVisible();
    await check(page, info, 'admin-key-orders');
  });

  test('the admin’s accounts and roles are usable by everybody', async ({ page }, info) => {
    const { id } = await Customer.register('Aurora Accounted');
    await signInToAdmin(page);
    await page.goto(`${stack().admin}/accounts`);
    await expect(page.getByTestId('accounts-table').getByRole('link').first()).toBeVisible();
    await check(page, info, 'admin-accounts');
    await page.goto(`${stack().admin}/accounts/${id}`);
    await expect(page.getByTestId('record-history').first()).toContainText('Added');
    await check(page, info, 'admin-account');
    for (const name of ['Change roles', 'Deactivate']) {
      await page.getByRole('button', { name, exact: true }).click();
      await expectFocusIn(page);
      await check(page, info, `admin-${name.toLowerCase().replace(' ', '-')}`);
      await expectKeyboardStaysIn(page);
      await escape(page, page.getByRole('dialog'));
    }
    await page.goto(`${stack().admin}/roles`);
    await expect(page.getByTestId('roles-table').getByRole('link').first()).toBeVisible();
    await check(page, info, 'admin-roles');
    await page.goto(`${stack().admin}/roles/stock`);
    await expect(page.getByTestId('role-holders').getByRole('link').nth(1)).toBeVisible();
    await check(page, info, 'admin-role');
    await page.getByRole('button', { name: 'Change permissions' }).click();
    await expectFocusIn(page);
    await check(page, info, 'admin-permissions');
    await expectKeyboardStaysIn(page);
  });

  test('the admin’s page of the systems outside is usable by everybody', async ({ page }, info) => {
    await signInToAdmin(page);
    await page.goto(`${stack().admin}/integrations`);
    await expect(page.getByTestId('sync-runs')).toBeVisible();
    await expect(page.getByTestId('budget')).toBeVisible();
    await check(page, info, 'admin-integrations');
    await page.getByRole('tab', { name: 'Product links' }).click();
    await expect(page.getByTestId('links-table')).toBeVisible();
    await check(page, info, 'admin-links');
    const link = page.getByRole('button', { name: 'Link a product' });
    await expectFocusBack(page, link, 'Cancel');
    await link.click();
    await expectFocusIn(page);
    await check(page, info, 'admin-link', '[role="dialog"]');
    await expectKeyboardStaysIn(page);
    await escape(page, page.getByRole('dialog'));
    await expect(link).toBeFocused();
  });

  test('the admin’s orders and customers are usable by everybody', async ({ page }, info) => {
    const part = await createPart('Attended armature');
    const customer = await Customer.register('Abel Attended');
    const order = await customer.order(part.id, 2);
    await (await Staff.signIn()).refund(order.id, '5.00', 'Late');
    await signInToAdmin(page);
    for (const path of ['orders', 'customers']) {
      await page.goto(`${stack().admin}/${path}`);
      await expect(page.getByRole('link', { name: 'Abel Attended' }).first()).toBeVisible();
      await check(page, info, `admin-${path}`);
    }
    await page.goto(`${stack().admin}/customers/${customer.id}`);
    await expect(page.getByTestId('customer-orders')).toBeVisible();
    await check(page, info, 'admin-customer');
    await page.goto(`${stack().admin}/orders/${order.id}`);
    await expect(page.getByTestId('saga-steps')).toBeVisible();
    await check(page, info, 'admin-order');
    for (const name of ['Refund', 'Cancel order']) {
      await page.getByRole('button', { name, exact: true }).click();
      await expectFocusIn(page);
      await check(page, info, `admin-${name.toLowerCase().replace(' ', '-')}`);
      await expectKeyboardStaysIn(page);
      await escape(page, page.getByRole('dialog'));
      await expect(page.getByRole('button', { name, exact: true })).toBeFocused();
    }
  });
});

for (const screen of SCREENS) {
  test.describe(`on a ${screen.name}`, () => {
    test.use(on(screen));

    test('the dialogs of a part give the keyboard back', async ({ page }) => {
      const part = await createPart('Dialogued damper');
      await (await Staff.signIn()).setPrice(part.id, '21.00');
      await signInToAdmin(page);
      await openEditor(page, part.id);
      const rollBack = page.getByTestId('versions').getByRole('button', { name: 'Roll back' });
      await expectFocusBack(page, rollBack.first(), 'Escape');
      await expectFocusBack(page, rollBack.first(), 'Cancel');
      await rollBack.first().click();
      await expectFocusIn(page);
      await comeToRest(page);
      await expectNothingSerious(page);
      await expectKeyboardStaysIn(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(rollBack.last()).toBeFocused();

      const remove = page.getByRole('button', { name: 'Delete', exact: true });
      await expectFocusBack(page, remove, 'Escape');
      await expectFocusBack(page, remove, 'Cancel');
      await remove.click();
      await expectFocusIn(page);
      await comeToRest(page);
      await expectNothingSerious(page);
      await expectKeyboardStaysIn(page);
      await page.getByRole('button', { name: 'Delete the part' }).click();
      await expect(remove).toBeHidden();
      await expect(heading(page)).toBeFocused();
    });
  });
}

test('who cancels an order goes on at its heading, as the button is gone', async ({ page }) => {
  const part = await createPart('Forsaken fender');
  const customer = await shopper(page, 'Fay Forsaken');
  const [own, other] = [await customer.order(part.id), await customer.order(part.id)];
  await openShop(page, `/orders/${own.id}`);
  const cancel = page.getByRole('button', { name: 'Cancel the order' });
  await expectFocusBack(page, cancel, 'Keep it');
  await cancel.click();
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await expect(cancel).toBeHidden();
  await expect(heading(page)).toBeFocused();

  await signInToAdmin(page);
  await page.goto(`${stack().admin}/orders/${other.id}`);
  const cancelForThem = page.getByRole('button', { name: 'Cancel order' });
  await expectFocusBack(page, cancelForThem, 'Keep it');
  await cancelForThem.click();
  await page.getByLabel('Reason').fill('Out of production');
  await page.keyboard.press('Enter');
  await expect(cancelForThem).toBeHidden();
  await expect(heading(page)).toBeFocused();
});
