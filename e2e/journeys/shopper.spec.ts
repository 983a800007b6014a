import { expect, test } from '@playwright/test';
import { shopper } from './shopping';
import { createPart } from './parts';
import { PHRASE } from './sessions';
import { LIVE, openShop, OUTSIDE, PASSWORD, stack, unique } from './support';

test('a shopper searches, filters, sorts and opens a part', async ({ page }) => {
  // What others have put on the shelf may be renamed, hidden or deleted at any moment.
  const name = `Sought ${unique()}`;
  await createPart(name);
  await openShop(page, '/');
  await expect(page.getByTestId('parts').getByRole('listitem').first()).toBeVisible();
  await page.getByLabel('Search parts and games').first().fill(name);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=/);
  await page.getByTestId('parts').getByRole('link', { name }).first().click();
  await expect(page.getByTestId('part-name')).toHaveText(name);
  await expect(page.getByTestId('stock')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Specifications' })).toBeVisible();
});

test('an address that leads nowhere says so', async ({ page }) => {
  await page.goto(`${stack().shop}/no/such/page`);
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await page.goto(`${stack().shop}/parts/99999999`);
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
});

test('a search without a match offers a way out', async ({ page }) => {
  await openShop(page, '/?q=zzzzqqqqxxxxwwww');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page.getByTestId('parts').getByRole('listitem').first()).toBeVisible();
});

test('a shopper registers, is signed in, stays so after a reload, and signs out', async ({
  page,
}) => {
  await openShop(page, '/register');
  const email = `shopper-${unique()}@tandem.test`;
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PHRASE);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('button', { name: 'Your account' })).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Your account' }).click();
  await expect(page.getByText(email).first()).toBeVisible();
  await page.getByText('Sign out').click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('who has not confirmed their address reads that order mails wait, has the link sent again, and confirms', async ({
  page,
  context,
}) => {
  const part = await createPart('Confirmed valve');
  const customer = await shopper(page, 'Ada Unconfirmed');
  const order = await customer.order(part.id);

  const notice = page.getByTestId('confirm-address');
  await openShop(page, `/orders/${order.id}`);
  await expect(notice).toContainText('Confirm your address to receive e-mails');
  await expect(notice).toContainText(customer.email);
  await notice.getByRole('button', { name: 'Send the mail again' }).click();
  await expect(page.getByText('A new mail is on its way to you.')).toBeVisible();
  await openShop(page, '/orders');
  await expect(notice).toBeVisible();

  let link = '';
  await expect(async () => {
    const mails = await page.request.get(`${stack().mail}/api/mails`, {
      params: { to: customer.email },
    });
    const { items } = (await mails.json()) as { items: { id: string }[] };
    expect(items).toHaveLength(2);
    const mail = await page.request.get(`${stack().mail}/api/mails/${items[0]!.id}`);
    const { text } = (await mail.json()) as { text: string };
    link = text.match(/\/confirm-email\?token=\S+/)![0];
  }).toPass(OUTSIDE);

  // The link opens beside the page that waits, as a mail program would open it.
  const beside = await context.newPage();
  await beside.goto(`${stack().shop}${link}`);
  await expect(beside.getByText('Your e-mail address is confirmed')).toBeVisible();
  await beside.close();
  await page.bringToFront();
  await page.evaluate(() =>
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
  );
  await expect(notice).toBeHidden();
});

test('a wrong password gets a clear answer that gives nothing away', async ({ page }) => {
  await openShop(page, '/sign-in');
  await page.getByLabel('Email').fill('customer@tandem.test');
  await page.getByLabel('Password').fill(`not-${PASSWORD}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('alert')).not.toContainText(/stack|sql|Error:/);
});

test('the page says when it is live and when it has lost the connection', async ({ page }) => {
  await openShop(page, '/');
  await page.context().setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'reconnecting', LIVE);
  await page.context().setOffline(false);
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'live', LIVE);
});
