import { expect, test } from '@playwright/test';
import { Customer } from './customers';
import { cartLink, line, putIntoCart, putOnWishlist, signInByForm } from './shopping';
import { createPart } from './parts';
import { openShop } from './support';

test('what a guest chose joins what is in the account already', async ({ page }) => {
  const mine = await createPart('Account alternator');
  const guests = await createPart('Guest gasket');
  const customer = await Customer.register('Mona Migration');
  await signInByForm(page, customer.email);
  await putIntoCart(page, mine.id, 2);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByText('Sign out').click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await expect(cartLink(page)).toHaveAttribute('data-count', '0');

  await putIntoCart(page, guests.id);
  await putIntoCart(page, mine.id);
  await openShop(page, `/parts/${guests.id}`);
  await putOnWishlist(page, page.getByRole('button', { name: 'Guest gasket on your wishlist' }));
  await Promise.all([
    expect(page.getByText('Your cart was moved to your account')).toBeVisible(),
    signInByForm(page, customer.email),
  ]);
  await cartLink(page).click();
  await expect(line(page, mine.id).getByRole('spinbutton')).toHaveValue('3');
  await expect(line(page, guests.id).getByRole('spinbutton')).toHaveValue('1');
  await openShop(page, '/wishlist');
  await expect(page.getByTestId(`wish-${guests.id}`)).toBeVisible();
});

test('when the cart can not move at sign-in, the shopper is told it will follow, and it does', async ({
  page,
}) => {
  const part = await createPart('Following flywheel');
  const customer = await Customer.register('Fabian Follows');
  await putIntoCart(page, part.id, 2);
  // Sign-in as it is while the order service is away: without the guest's cookie nothing moves.
  await page.route('**/api/v1/auth/login', async (route) => {
    const headers = await route.request().allHeaders();
    const answer = await route.fetch({ headers: { ...headers, cookie: '' } });
    const json = (await answer.json()) as object;
    const migration = { cart: 'failed', wishlist: 'failed' };
    await route.fulfill({ response: answer, json: { ...json, migration } });
  });
  let refusals = 2;
  await page.route('**/api/v1/cart/migrate', async (route) => {
    if (refusals === 0) return route.continue();
    refusals -= 1;
    await route.fulfill({ status: 503, json: { title: 'Away', status: 503 } });
  });
  await Promise.all([
    expect(page.getByText('You are signed in. Your cart is being moved')).toBeVisible(),
    expect(page.getByText('Your cart and wishlist were moved to your account')).toBeVisible(),
    signInByForm(page, customer.email),
  ]);
  await expect(cartLink(page)).toHaveAttribute('data-count', '2');
  await cartLink(page).click();
  await expect(line(page, part.id).getByTestId('line-total')).toHaveText('€39.98');
});
