import { expect } from '@playwright/test';
import { test } from './another';
import { Customer } from './customers';
import { cartLink, line, putIntoCart, putOnWishlist, shopper } from './shopping';
import { Staff } from './staff';
import { createPart } from './parts';
import { signInToShop } from './sessions';
import { expectNoReload, LIVE, openShop } from './support';

test('a guest fills a cart from the list and from a part’s page, and finds it again after a reload', async ({
  page,
}) => {
  const first = await createPart('Carted camshaft', 3);
  const second = await createPart('Carted crank');
  await openShop(page, `/?q=${first.sku}`);
  await page.getByRole('button', { name: 'Add Carted camshaft to the cart' }).click();
  await expect(cartLink(page)).toHaveAttribute('data-count', '1');
  await putIntoCart(page, second.id, 2);

  await page.reload();
  await cartLink(page).click();
  await expect(line(page, first.id).getByTestId('line-total')).toHaveText('€19.99');
  await expect(line(page, second.id).getByTestId('line-total')).toHaveText('€39.98');
  await expect(page.getByTestId('cart-total')).toHaveText('€59.97');
});

test('the stepper ends where the stock ends, and clicks in a row all count', async ({ page }) => {
  const part = await createPart('Stepped spring', 4);
  await putIntoCart(page, part.id);
  await cartLink(page).click();
  const more = line(page, part.id).getByRole('button', { name: 'One more' });
  const saved = page.waitForResponse(
    (answer) =>
      answer.request().method() === 'PUT' &&
      (answer.request().postDataJSON() as { quantity: number }).quantity === 4,
  );
  for (let click = 0; click < 3; click += 1) await more.click();
  await expect(page.getByTestId('cart-total')).toHaveText('€79.96');
  await expect(more).toBeDisabled();
  await saved;
  await page.reload();
  await expect(line(page, part.id).getByRole('spinbutton')).toHaveValue('4');

  await openShop(page, `/parts/${part.id}`);
  await expect(page.getByRole('button', { name: 'All in your cart' })).toBeDisabled();
});

test('what is sold out can not be put into the cart', async ({ page }) => {
  const part = await createPart('Absent axle', 0);
  await openShop(page, `/parts/${part.id}`);
  await expect(page.getByRole('button', { name: 'Out of stock' })).toBeDisabled();
  await (await Staff.signIn()).setStock(part.id, 5);
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeEnabled(LIVE);
});

test('a new price is told in the open cart with the old one, and again at the next visit', async ({
  page,
}) => {
  const part = await createPart('Priced piston');
  const staff = await Staff.signIn();
  await putIntoCart(page, part.id, 2);
  await openShop(page, '/cart');
  await expect(page.getByTestId('cart-total')).toHaveText('€39.98');

  await staff.setPrice(part.id, '24.50');
  const changed = page.getByTestId('price-changed');
  await expect(changed).toContainText('Price changed from €19.99 to €24.50', LIVE);
  await expect(page.getByTestId('cart-total')).toHaveText('€49.00', LIVE);
  await expectNoReload(page);

  await page.getByRole('button', { name: 'Got it' }).click();
  await expect(changed).toBeHidden();
  await openShop(page, '/wishlist');
  await staff.setPrice(part.id, '21.00');
  await cartLink(page).click();
  await expect(changed).toContainText('Price changed from €24.50 to €21.00');
});

test('stock that falls below what is in the cart is flagged at once and reduced with one press', async ({
  page,
}) => {
  const part = await createPart('Shrinking shock absorber', 9);
  await putIntoCart(page, part.id, 5);
  await openShop(page, '/cart');
  await expect(line(page, part.id)).toBeVisible();
  await (await Staff.signIn()).setStock(part.id, 2);
  await expect(line(page, part.id)).toContainText('Only 2 left', LIVE);
  await expect(page.getByTestId('cart-total')).toHaveText('€0.00');
  await page.getByRole('button', { name: 'Reduce Shrinking shock absorber to 2' }).click();
  await expect(line(page, part.id)).not.toContainText('Only 2 left');
  await expect(page.getByTestId('cart-total')).toHaveText('€39.98');
  await expectNoReload(page);
});

test('the last one is bought by somebody else while it is in the cart: the cart says so, checkout asks', async ({
  page,
}) => {
  const last = await createPart('Last lambda sensor', 1);
  const other = await createPart('Plentiful plug');
  await shopper(page, 'Sally Slow');
  await putIntoCart(page, last.id);
  await putIntoCart(page, other.id);
  await openShop(page, '/cart');
  await expect(line(page, last.id)).toBeVisible();

  const faster = await Customer.register('Fiona Faster');
  await faster.order(last.id);
  await expect(line(page, last.id)).toContainText('Out of stock', LIVE);
  await expectNoReload(page);

  await page.getByRole('link', { name: 'To checkout' }).click();
  await expect(page.getByTestId('checkout-unavailable')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Order now' })).toBeDisabled();
  await page.getByRole('button', { name: 'Remove Last lambda sensor, out of stock' }).click();
  await expect(page.getByTestId('checkout-unavailable')).toBeHidden();
  await page.getByRole('button', { name: 'Order now' }).click();
  await expect(page.getByTestId('order')).toContainText('Plentiful plug');
  await expect(page.getByTestId('order-total')).toHaveText('€19.99');
});

test('the cart on another device follows, without a reload, and is empty there once it is ordered', async ({
  page,
  another,
}) => {
  const part = await createPart('Shared shaft');
  const customer = await shopper(page, 'Cora Carries');
  await openShop(page, '/cart');
  const phone = await another();
  await signInToShop(phone, customer.email);

  await putIntoCart(phone, part.id, 2);
  await expect(line(page, part.id).getByRole('spinbutton')).toHaveValue('2', LIVE);
  await line(page, part.id).getByRole('button', { name: 'One more' }).click();
  await expect(cartLink(phone)).toHaveAttribute('data-count', '3', LIVE);

  await customer.checkOut();
  await expect(cartLink(page)).toHaveAttribute('data-count', '0', LIVE);
  await expect(cartLink(phone)).toHaveAttribute('data-count', '0', LIVE);
  await expectNoReload(page);
});

test('a wishlist keeps parts, follows their stock and hands them to the cart', async ({ page }) => {
  const part = await createPart('Wished-for wheel', 1);
  await openShop(page, `/parts/${part.id}`);
  const heart = page.getByRole('button', { name: 'Wished-for wheel on your wishlist' });
  await putOnWishlist(page, heart);
  await openShop(page, '/wishlist');
  const wish = page.getByTestId(`wish-${part.id}`);
  await expect(wish.getByTestId('stock')).toHaveAttribute('data-available', '1');
  await (await Staff.signIn()).setStock(part.id, 0);
  await expect(wish.getByTestId('stock')).toContainText('Out of Stock', LIVE);
  await (await Staff.signIn()).setStock(part.id, 6);
  await wish.getByRole('button', { name: 'Add Wished-for wheel to the cart' }).click();
  await expect(cartLink(page)).toHaveAttribute('data-count', '1');
  await heart.click();
  await expect(page.getByText('Your wishlist is empty')).toBeVisible();
});
