import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { test, type Another } from './another';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { expectNoReload, LIVE, openEditor, openShop } from './support';

/** An editor in the admin panel and two shoppers: one on the list, one on the part's page. */
async function scene(another: Another, editor: Page, name: string, stock = 12) {
  const part = await createPart(name, stock);
  const list = await another();
  const detail = await another();
  await openShop(list, `/?q=${encodeURIComponent(part.sku)}`);
  await openShop(detail, `/parts/${part.id}`);
  const card = list.getByTestId(`part-${part.id}`);
  await expect(card).toBeVisible();
  await expect(detail.getByTestId('part-name')).toHaveText(name);
  await signInToAdmin(editor);
  await openEditor(editor, part.id);
  return { part, list, detail, card };
}

async function setStock(editor: Page, value: number): Promise<void> {
  const box = editor.getByTestId('stock-editor');
  await box.getByLabel('Current stock').fill(String(value));
  await box.getByRole('button', { name: 'Save stock' }).click();
  await expect(editor.getByText('Stock saved').last()).toBeVisible();
}

test('a stock edit is on the list and on the part page without a reload', async ({
  another,
  page,
}) => {
  const { list, detail, card } = await scene(another, page, 'Follow me brake pad');
  await setStock(page, 47);
  await expect(card.getByTestId('stock')).toHaveAttribute('data-available', '47', LIVE);
  await expect(detail.getByTestId('stock')).toHaveAttribute('data-available', '47', LIVE);
  await expectNoReload(list);
  await expectNoReload(detail);
});

test('stock at zero shows Out of Stock, and stock added back shows In Stock', async ({
  another,
  page,
}) => {
  const { detail, card } = await scene(another, page, 'Comes and goes clutch');
  await setStock(page, 0);
  await expect(detail.getByTestId('stock')).toContainText('Out of Stock', LIVE);
  await expect(card.getByTestId('stock')).toContainText('Out of Stock', LIVE);
  await setStock(page, 8);
  await expect(detail.getByTestId('stock')).toContainText('In Stock', LIVE);
  await expect(card.getByTestId('stock')).toContainText('In Stock', LIVE);
});

test('a new name, description and price appear on both pages', async ({ another, page }) => {
  const { list, detail, card } = await scene(another, page, 'Old name gasket');
  const editor = page.getByTestId('content-editor');
  await editor.getByLabel('Name', { exact: true }).first().fill('Renamed gasket');
  await editor.getByLabel('Description', { exact: true }).fill('Now with a graphite seal.');
  await editor.getByLabel('Price').fill('24.50');
  await editor.getByRole('button', { name: 'Save content' }).click();
  await expect(detail.getByTestId('part-name')).toHaveText('Renamed gasket', LIVE);
  await expect(detail.getByTestId('price')).toHaveText('€24.50', LIVE);
  await expect(detail.getByTestId('description')).toContainText('graphite', LIVE);
  await expect(card).toContainText('Renamed gasket', LIVE);
  await expect(card).toContainText('€24.50', LIVE);
  await expectNoReload(list);
  await expectNoReload(detail);
});

test('an added image and its removal appear on the open part page', async ({ another, page }) => {
  const { detail } = await scene(another, page, 'Photogenic lamp');
  await expect(detail.getByTestId('gallery')).toHaveAttribute('data-count', '0');
  const editor = page.getByTestId('images-editor');
  const picture = await sharp({
    create: { width: 320, height: 240, channels: 3, background: '#0f766e' },
  })
    .png()
    .toBuffer();
  await editor
    .locator('input[type=file]')
    .setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: picture });
  await editor.getByLabel('What lamp.png shows').fill('The lamp, switched on');
  await editor.getByRole('button', { name: 'Add image' }).click();
  await expect(page.getByText('Image added').last()).toBeVisible();
  await expect(detail.getByTestId('gallery')).toHaveAttribute('data-count', '1', LIVE);
  await editor.getByRole('button', { name: 'Remove image 1' }).click();
  await expect(page.getByText('Image removed').last()).toBeVisible();
  await expect(detail.getByTestId('gallery')).toHaveAttribute('data-count', '0', LIVE);
});

test('a deleted part is gone from both pages and comes back when restored', async ({
  another,
  page,
}) => {
  const { part, list, detail, card } = await scene(another, page, 'Now you see me mirror');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByTestId('delete-dialog').getByRole('button', { name: 'Delete the part' }).click();
  await expect(page.getByText('This part is deleted').first()).toBeVisible();
  await expect(detail.getByTestId('part-gone')).toBeVisible(LIVE);
  await expect(card).toBeHidden(LIVE);
  const gone = await page.request.get(new URL(`/api/v1/parts/${part.id}`, detail.url()).href);
  expect(gone.status()).toBe(404);
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(detail.getByTestId('part-name')).toHaveText(part.part_name, LIVE);
  await expect(card).toBeVisible(LIVE);
  await expectNoReload(list);
  await expectNoReload(detail);
});
