import { expect, type Locator, type Page } from '@playwright/test';
import { Customer } from './customers';
import { PHRASE, signInToShop } from './sessions';
import { openShop } from './support';

/** Signs in as a shopper does, on the page. */
export async function signInByForm(page: Page, email: string): Promise<void> {
  await openShop(page, '/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PHRASE);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Your account' })).toBeVisible();
}

/** A customer of this journey alone, signed in in this browser. */
export async function shopper(page: Page, name: string, balance = '500.00'): Promise<Customer> {
  const customer = await Customer.register(name, balance);
  await signInToShop(page, customer.email);
  return customer;
}

/** Fills in the registration that the page shows; answers the address. */
export async function registerHere(page: Page): Promise<string> {
  const email = `shopper-${crypto.randomUUID()}@tandem.test`;
  // The sign-in page has such a field too, and stays until the registration is loaded.
  await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PHRASE);
  await page.getByRole('button', { name: 'Create account' }).click();
  return email;
}

/** Puts a part into the cart from its page, as many as told. */
export async function putIntoCart(page: Page, partId: number, quantity = 1): Promise<void> {
  await openShop(page, `/parts/${partId}`);
  const before = await itemsInCart(page);
  if (quantity > 1) {
    await page.getByRole('spinbutton', { name: 'Quantity' }).fill(String(quantity));
    await page.keyboard.press('Tab');
  }
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(cartLink(page)).toHaveAttribute('data-count', String(before + quantity));
}

/** Clicks the heart of a part, and waits until the shop keeps it: the next page is asked for only then. */
export async function putOnWishlist(page: Page, heart: Locator): Promise<void> {
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith('/wishlist/items') && answer.request().method() === 'POST',
  );
  await heart.click();
  await kept;
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
}

export const cartLink = (page: Page): Locator => page.getByTestId('cart-link');

async function itemsInCart(page: Page): Promise<number> {
  await expect(cartLink(page), 'the cart is known').toHaveAttribute('data-count', /^\d+$/);
  return Number(await cartLink(page).getAttribute('data-count'));
}

export const line = (page: Page, partId: number): Locator => page.getByTestId(`line-${partId}`);

export const orderStatus = (page: Page): Locator =>
  page.getByRole('heading', { level: 1 }).getByTestId('order-status');

/** What the shopper does on the page of G2A PAY. A click on a page that is still loading may go unheard. */
export async function decideAtG2a(page: Page, decision: 'Pay' | 'Refuse'): Promise<void> {
  await page.waitForURL('**/index/gateway?**');
  await page.getByRole('button', { name: decision, exact: true }).click();
}
