import { expect, type Page } from '@playwright/test';
import { test } from './another';
import { beginRun } from './sync-runs';
import { signInToAdmin } from './sessions';
import { expectNoReload, LIVE, openEditor, openShop, OUTSIDE, simulate, stack } from './support';

/** G2A sells something new, of one journey alone. @returns its id there. */
async function newProduct(page: Page, minPrice: number): Promise<string> {
  const { products } = await simulate<{ products: number }>(page, 'g2a', 'products', {
    add: 1,
    minPrice,
    qty: 9,
  });
  return String(10_000_000_000_000 + products * 1_000 + 1);
}

/** Staff press the button as soon as no other run is under way. */
async function runProducts(panel: Page): Promise<void> {
  await panel.goto(`${stack().admin}/integrations`);
  const button = panel.getByTestId('kind-g2a_products').getByRole('button', { name: 'Run now' });
  await beginRun(panel, () => button.click({ timeout: 15_000 }));
}

/** What the shop made of a product. */
async function partOf(page: Page, productId: string): Promise<{ id: number; part_name: string }> {
  let part: { id: number; part_name: string } | undefined;
  await expect(async () => {
    const answer = await page.request.get(`${stack().shop}/api/v1/parts`, {
      params: { q: `G2A-${productId}` },
    });
    const { items } = (await answer.json()) as {
      items: { id: number; sku: string; part_name: string }[];
    };
    part = items.find(({ sku }) => sku === `G2A-${productId}`);
    expect(part).toBeDefined();
  }).toPass(OUTSIDE);
  return part!;
}

// Two runs each, and one that the clock began may come first.
test.describe.configure({ timeout: 600_000 });

test('a price that changes at G2A is on an open page after the run that staff start', async ({
  another,
  page,
}) => {
  const product = await newProduct(page, 50);
  await signInToAdmin(page);
  await runProducts(page);
  const { id } = await partOf(page, product);
  const shopper = await another();
  await openShop(shopper, `/parts/${id}`);
  await expect(shopper.getByTestId('price')).toHaveText('€51.00');

  await simulate(page, 'g2a', `products/${product}`, { minPrice: 40 });
  await runProducts(page);
  await expect(shopper.getByTestId('price')).toHaveText('€40.80', OUTSIDE);
  await expectNoReload(shopper);
});

test('staff take the name of a game over from G2A, and give it back', async ({
  another,
  page,
}, info) => {
  const product = await newProduct(page, 45);
  await signInToAdmin(page);
  await runProducts(page);
  const { id, part_name: theirs } = await partOf(page, product);
  const shopper = await another();
  await openShop(shopper, `/parts/${id}`);
  await openEditor(page, id);
  const name = page.getByTestId('owners').getByRole('listitem').filter({ hasText: 'Name' });
  await expect(name).toContainText('from G2A');

  const editor = page.getByTestId('content-editor');
  await editor.getByLabel('Name', { exact: true }).first().fill('A name of our own');
  await editor.getByRole('button', { name: 'Save content' }).click();
  await expect(shopper.getByTestId('part-name')).toHaveText('A name of our own', LIVE);
  await expect(name).toContainText('yours');
  await page.screenshot({ path: info.outputPath('owners.png'), fullPage: true });

  await name.getByRole('button', { name: 'Give Name back to G2A' }).click();
  await expect(shopper.getByTestId('part-name')).toHaveText(theirs, LIVE);
  await expect(name).toContainText('from G2A');
  await expect(editor.getByLabel('Name', { exact: true }).first()).toHaveValue(theirs);
  await expectNoReload(shopper);
});

test('staff see why a product is not in the shop, try again, and see it go once it is mended at G2A', async ({
  page,
}, info) => {
  const product = await newProduct(page, 30);
  await simulate(page, 'g2a', `products/${product}`, { name: `${'Very '.repeat(44)}long` });
  await signInToAdmin(page);
  await runProducts(page);
  await page
    .getByTestId('sync-runs')
    .getByRole('button', { name: 'Products of G2A' })
    .first()
    .click();
  await page.getByTestId('run-details').getByRole('link', { name: 'Refused products' }).click();
  await expect(page.getByRole('tab', { name: /^Refused products \(.*\d\)$/ })).toHaveAttribute(
    'aria-selected',
    'true',
    OUTSIDE,
  );
  await page.getByRole('searchbox', { name: 'Id at G2A, or name' }).fill(product);
  const row = page.getByTestId('refused-products').getByRole('row').filter({ hasText: product });
  await expect(row).toContainText(
    'The name has 224 characters. The shop takes at most 200.',
    OUTSIDE,
  );
  await row.getByRole('button', { name: /^Try again/ }).click();
  await expect(page.getByText(/^Still refused: The name has 224 characters/)).toBeVisible();
  await expect(row).toContainText('tried again');
  await page.screenshot({ path: info.outputPath('refused-products.png'), fullPage: true });

  await simulate(page, 'g2a', `products/${product}`, { name: 'Short enough' });
  await runProducts(page);
  // A run that somebody else had begun may have made the part already, of the name before.
  await expect(async () => {
    expect((await partOf(page, product)).part_name).toBe('Short enough');
  }).toPass(OUTSIDE);
  await page.goto(`${stack().admin}/integrations?tab=refused&q=${product}`);
  await expect(page.getByText('No product matches')).toBeVisible(OUTSIDE);
});
