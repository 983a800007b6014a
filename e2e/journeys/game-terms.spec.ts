import { expect, type Page } from '@playwright/test';
import { test } from './another';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { findAndChoose, LIVE, openEditor, stack } from './support';

const editorOf = (page: Page) => page.getByTestId('content-editor');

const choose = (page: Page, list: 'Genres' | 'Platforms', name: string) =>
  findAndChoose(editorOf(page).getByLabel(list), name);

test('two people sort a game: what they change apart is put together, what both change is chosen, and it can be put back', async ({
  another,
  page,
}) => {
  const game = await createPart('Sorted saga', 3, 'game');
  const shown = async () => {
    const answer = await page.request.get(`${stack().shop}/api/v1/parts/${game.id}`);
    const { genres, platforms } = (await answer.json()) as Record<string, { name: string }[]>;
    return [genres, platforms].map((terms) => terms!.map(({ name }) => name).sort());
  };
  const save = (by: Page) => editorOf(by).getByRole('button', { name: 'Save content' }).click();
  const other = await another();
  await signInToAdmin(page);
  await signInToAdmin(other, 'content@tandem.test');
  await openEditor(page, game.id);
  await openEditor(other, game.id);

  await choose(page, 'Genres', 'Puzzle');
  await choose(other, 'Platforms', 'PC');
  await save(other);
  await expect.poll(shown, LIVE).toEqual([[], ['PC']]);
  await save(page);
  await expect.poll(shown, LIVE).toEqual([['Puzzle'], ['PC']]);
  await expect(editorOf(other)).toContainText('Puzzle', LIVE);

  await choose(page, 'Genres', 'Racing');
  await choose(other, 'Genres', 'Strategy');
  await save(other);
  await expect.poll(shown, LIVE).toEqual([['Puzzle', 'Strategy'], ['PC']]);
  await save(page);
  const conflict = page.getByTestId('conflict');
  await expect(conflict.getByTestId('mine')).toHaveText('Puzzle, Racing');
  await expect(conflict.getByTestId('theirs')).toHaveText('Puzzle, Strategy');
  await conflict.getByRole('button', { name: 'Save my choice' }).click();
  await expect.poll(shown, LIVE).toEqual([['Puzzle', 'Racing'], ['PC']]);

  await page.getByTestId('versions').getByRole('button', { name: 'View version 4' }).click();
  const difference = page.getByTestId('version-diff');
  await expect(difference.getByRole('row').filter({ hasText: 'Genres' })).toContainText('Strategy');
  await page.getByRole('button', { name: 'Put back Genres' }).click();
  await expect.poll(shown, LIVE).toEqual([['Puzzle', 'Strategy'], ['PC']]);
});
