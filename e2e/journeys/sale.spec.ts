import { expect, type Page } from '@playwright/test';
import { test } from './another';
import { inAnHour, setSoon } from './moments';
import { Staff } from './staff';
import { putOnWishlist } from './shopping';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { expectNoReload, LIVE, openEditor, openShop } from './support';

/** The panel on the sale of a part, and a shopper on the page of that part. */
async function scene(another: () => Promise<Page>, page: Page, name: string) {
  const part = await createPart(name);
  const shopper = await another();
  await openShop(shopper, `/parts/${part.id}`);
  await expect(shopper.getByTestId('price')).toHaveText('€19.99');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  return { part, shopper, card: page.getByTestId('sale-card') };
}

test('a sale set in the panel shows on an open page, and ends there at its second without a reload', async ({
  another,
  page,
}) => {
  const { part, shopper, card } = await scene(another, page, 'Briefly cheap brake disc');
  await card.getByLabel('Sale price').fill('15');
  await card.getByLabel('Ends').fill(inAnHour());
  await card.getByRole('button', { name: 'Save sale' }).click();
  await expect(page.getByText('Sale saved').last()).toBeVisible();
  await expect(card).toHaveAttribute('data-state', 'on');
  await expect(shopper.getByTestId('price')).toHaveText('€15.00', LIVE);
  await expect(shopper.getByTestId('regular-price')).toHaveText('€19.99');
  await expect(shopper.getByTestId('lowest-price')).toContainText('€19.99');
  await expect(shopper.getByTestId('sale-end')).toContainText('Sale ends');
  const list = await another();
  await openShop(list, `/?q=${encodeURIComponent(part.sku)}`);
  const tile = list.getByTestId(`part-${part.id}`);
  await expect(tile.getByTestId('lowest-price')).toContainText('€19.99', LIVE);
  await putOnWishlist(list, tile.getByRole('button', { name: /wish/i }));
  await openShop(list, '/wishlist');
  await expect(list.getByTestId(`wish-${part.id}`).getByTestId('lowest-price')).toContainText(
    '€19.99',
  );

  const staff = await Staff.signIn();
  const end = await setSoon((until) => staff.setSaleEnd(part.id, until));
  await expect(shopper.getByTestId('price')).toHaveText('€19.99', LIVE);
  expect(Date.now()).toBeGreaterThanOrEqual(end.getTime());
  await expect(shopper.getByTestId('regular-price')).toBeHidden();
  await expectNoReload(shopper);
  const read = await page.request.get(new URL(`/api/v1/parts/${part.id}`, shopper.url()).href);
  expect(await read.json()).toMatchObject({ price: { amount: '19.99' }, regular_price: null });
  await expect(card.getByTestId('sale-says')).toContainText('ended', LIVE);
  await expect(card.getByLabel('Sale price')).toHaveValue('');
  const prices = page.getByTestId('price-history').getByTestId('past-price');
  await expect(prices).toHaveCount(3, LIVE);
  await expect(prices.nth(1)).toContainText('€15.00');
});

test('staff end a sale now, and are told of a sale that makes no sense', async ({
  another,
  page,
}) => {
  const { shopper, card } = await scene(another, page, 'No longer cheap clutch');
  await card.getByLabel('Sale price').fill('25');
  await card.getByRole('button', { name: 'Save sale' }).click();
  await expect(card).toContainText('Enter when the sale ends.');
  await card.getByLabel('Ends').fill(inAnHour());
  await card.getByRole('button', { name: 'Save sale' }).click();
  await expect(card).toContainText('Must be below the price');
  await card.getByLabel('Sale price').fill('12.50');
  await card.getByRole('button', { name: 'Save sale' }).click();
  await expect(shopper.getByTestId('price')).toHaveText('€12.50', LIVE);
  await card.getByRole('button', { name: 'End the sale now' }).click();
  await page.getByTestId('end-sale').getByTestId('dialog-action').click();
  await expect(shopper.getByTestId('price')).toHaveText('€19.99', LIVE);
  await expect(card).toHaveAttribute('data-state', 'none');
  await expectNoReload(shopper);
});

test('of two editors of one sale the second is shown the sale of the first', async ({
  another,
  page,
}) => {
  const part = await createPart('Twice reduced radiator');
  const other = await another();
  await signInToAdmin(page);
  await signInToAdmin(other, 'content@tandem.test');
  await openEditor(page, part.id);
  await openEditor(other, part.id);
  const [mine, theirs] = [page.getByTestId('sale-card'), other.getByTestId('sale-card')];
  const until = inAnHour();
  for (const [card, price] of [
    [mine, '14'],
    [theirs, '13'],
  ] as const) {
    await card.getByLabel('Sale price').fill(price);
    await card.getByLabel('Ends').fill(until);
  }
  await theirs.getByRole('button', { name: 'Save sale' }).click();
  await expect(other.getByText('Sale saved').last()).toBeVisible();
  await mine.getByRole('button', { name: 'Save sale' }).click();
  const conflict = page.getByTestId('conflict');
  await expect(conflict.getByTestId('theirs').first()).toHaveText('13.00');
  await conflict.getByRole('button', { name: 'Save my choice' }).click();
  await expect(page.getByText('Sale saved').last()).toBeVisible();
  await expect(theirs.getByLabel('Sale price')).toHaveValue('14.00', LIVE);
});
