import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { test } from './another';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { LIVE, openEditor, openShop } from './support';

const picture = (background: string) =>
  sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .png()
    .toBuffer();

/** Files that are let go of over the drop zone. */
async function dropFiles(page: Page, files: [name: string, type: string, bytes: Buffer][]) {
  const given = files.map(([name, type, bytes]) => [name, type, bytes.toString('base64')] as const);
  const dataTransfer = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const [name, type, text] of all)
      transfer.items.add(
        new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name, { type }),
      );
    return transfer;
  }, given);
  await page.getByTestId('new-images').dispatchEvent('drop', { dataTransfer });
}

test('pictures are dropped in, described, and dragged into their order', async ({
  another,
  page,
}) => {
  const part = await createPart('Much photographed grille');
  const shopper = await another();
  await openShop(shopper, `/parts/${part.id}`);
  await signInToAdmin(page);
  await openEditor(page, part.id);
  const editor = page.getByTestId('images-editor');
  await dropFiles(page, [
    ['front.png', 'image/png', await picture('#0f766e')],
    ['notes.txt', 'text/plain', Buffer.from('no picture')],
    ['back.png', 'image/png', await picture('#b45309')],
  ]);
  await expect(editor.getByText('notes.txt is not a JPEG')).toBeVisible();
  // Shoppers see this part: each picture says what it shows.
  const add = editor.getByRole('button', { name: 'Add 2 images' });
  await expect(add).toBeDisabled();
  await editor.getByLabel('What front.png shows').fill('From the front');
  await editor.getByLabel('What back.png shows').fill('From the back');
  await add.click();
  await expect(page.getByText('2 images added').last()).toBeVisible();
  await expect(shopper.getByTestId('gallery')).toHaveAttribute('data-count', '2', LIVE);

  const tiles = editor.getByTestId('image-tile');
  await expect(tiles.locator('img')).toHaveCount(2);
  await expect(async () => {
    if ((await tiles.nth(0).innerText()).includes('From the back')) return;
    await tiles.nth(1).dragTo(tiles.nth(0), { targetPosition: { x: 5, y: 60 } });
    await expect(tiles.nth(0)).toContainText('From the back', { timeout: 15_000 });
  }).toPass();

  await editor.getByRole('button', { name: 'Say what image 1 shows' }).click();
  const dialog = page.getByRole('dialog', { name: 'What the image shows' });
  await dialog.getByLabel('Alternative text').fill('');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('must say what the image shows')).toBeVisible();
  await dialog.getByLabel('Alternative text').fill('The clips at the back');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(shopper.getByAltText('The clips at the back').first()).toBeVisible(LIVE);
});
