import { expect, test } from '@playwright/test';
import { signInToAdmin } from './sessions';
import { LIVE, stack, unique } from './support';

test('an editor checks a file, imports it, and mends the three rows that failed', async ({
  page,
}) => {
  const run = unique();
  const rows = ['Item no.,Title,Price,Currency,Remarks'];
  for (let n = 1; n <= 6; n += 1) rows.push(`${run}-${n},Imported part ${n},${n}.00,EUR,x`);
  rows[2] = `${run}-2,Imported part 2,cheap,EUR,x`;
  rows[4] = `${run}-4,Imported part 4,,,x`;
  rows[6] = `,Imported part 6,6.00,EUR,x`;
  const send = async (name: string, lines: string[]) =>
    page
      .getByTestId('new-import')
      .locator('input[type=file]')
      .setInputFiles({
        name,
        mimeType: 'text/csv',
        buffer: Buffer.from(lines.join('\r\n')),
      });
  const row = (name: string) =>
    page.getByTestId('imports').getByRole('row').filter({ hasText: name });

  await signInToAdmin(page, 'content@tandem.test');
  await page.goto(`${stack().admin}/imports`);
  await send(`${run}.csv`, rows);
  const mapping = page.getByTestId('new-import').getByRole('table');
  await expect(mapping.getByRole('row').filter({ hasText: 'Title' })).toContainText(
    'Imported part 1',
  );
  await page.getByRole('button', { name: 'Check only' }).click();
  await expect(row(`${run}.csv`)).toContainText(
    '3 to add, 0 to change, 0 the same, 3 with errors',
    LIVE,
  );

  await page.getByRole('button', { name: `Import ${run}.csv now` }).click();
  await expect(row(`${run}.csv`)).toContainText(
    '3 added, 0 changed, 0 the same, 3 with errors',
    LIVE,
  );

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Errors of ${run}.csv` }).click();
  const stream = await (await download).createReadStream();
  let errors = '';
  for await (const piece of stream) errors += String(piece);
  const [head, ...failed] = errors.trimEnd().split('\n');
  expect(failed.map((line) => line.split(',', 2))).toEqual([
    ['3', 'price'],
    ['5', 'price'],
    ['7', 'sku'],
  ]);
  const mended = [
    failed[0]!.replace(',cheap,', ',2.00,'),
    failed[1]!.replace(',,,x', ',4.00,EUR,x'),
    failed[2]!.replace(',,Imported', `,${run}-6,Imported`),
  ];
  await send(`${run}-mended.csv`, [head!, ...mended]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(row(`${run}-mended.csv`)).toContainText('3 added, 0 changed, 0 the same', LIVE);
});
