import { expect, test } from '@playwright/test';
import { Staff } from './staff';
import { createPart } from './parts';
import { LIVE, openShop, OUTSIDE, stack } from './support';

interface Mail {
  id: string;
  subject: string;
}

test('a guest asks to be told when a product is back, confirms the address, and is told', async ({
  page,
}, info) => {
  const part = await createPart('Long awaited lamp', 0);
  const email = `waiting-${crypto.randomUUID()}@tandem.test`;
  const mailWith = async (words: string): Promise<string> => {
    let found: Mail | undefined;
    await expect(async () => {
      const answer = await page.request.get(`${stack().mail}/api/mails`, { params: { to: email } });
      const { items } = (await answer.json()) as { items: Mail[] };
      found = items.find(({ subject }) => subject.includes(words));
      expect(found, words).toBeDefined();
    }).toPass(OUTSIDE);
    const mail = await page.request.get(`${stack().mail}/api/mails/${found!.id}`);
    return ((await mail.json()) as { text: string }).text;
  };

  await openShop(page, `/parts/${part.id}`);
  await page.getByRole('button', { name: 'Tell me when Long awaited lamp is back' }).click();
  await page.getByLabel('Your e-mail address').fill(email);
  await page.screenshot({ path: info.outputPath('ask.png') });
  await page.getByRole('button', { name: 'Tell me', exact: true }).click();
  await expect(page.getByTestId('back-in-stock')).toContainText('Open its link');

  const link = /https?:\S+back-in-stock\/confirm\?token=\S+/.exec(await mailWith('Shall we tell'))!;
  const { pathname, search } = new URL(link[0]);
  await page.goto(`${stack().shop}${pathname}${search}`);
  await expect(page.getByRole('heading', { name: 'We will tell you' })).toBeVisible(LIVE);
  await expect(page).not.toHaveURL(/token/);

  const staff = await Staff.signIn();
  await staff.setStock(part.id, 3);
  expect(await mailWith('is back in stock')).toContain(`/parts/${part.id}`);
  await openShop(page, `/parts/${part.id}`);
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeVisible(LIVE);
  await expect(page.getByTestId('back-in-stock')).toBeHidden();
});
