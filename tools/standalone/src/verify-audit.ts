// `npm run audit:verify [-- --anchor <seal>:<digest> … --archives <folder>]`: whether the audit log, and the files that hold its old
// changes, are what they were when they were sealed. The folder is that of the shop that npm start runs
// (`AUDIT_ARCHIVE_DIR` beside `DATABASE_URL`), unless another is given. Ends with 1 when they are not, with 2 when it could not look.
import { parseArgs } from 'node:util';
import { anchorOf, verifyArchives, verifyChain } from './audit/verify-chain.ts';
import { openRunningShop } from './running-shop.ts';

try {
  const { values } = parseArgs({
    options: { anchor: { type: 'string', multiple: true }, archives: { type: 'string' } },
  });
  const anchors = (values.anchor ?? []).map(anchorOf);
  const shop = await openRunningShop();
  const { head, seals, rows, unsealed, archives, wrong } = await verifyChain(shop.query, anchors);
  const folder = values.archives ?? shop.archives;
  if (folder) wrong.push(...(await verifyArchives(shop.query, folder)));
  console.log(`  ${rows} rows in ${seals} seals, ${archives} archives`);
  if (unsealed.rows > 0)
    console.log(
      `  ${unsealed.rows} rows since ${unsealed.since?.toISOString()} are not sealed yet`,
    );
  if (archives > 0 && !folder)
    console.log(`  ${archives} archives were not read: give --archives <folder>`);
  for (const one of wrong) console.log(`\n✗ ${one}`);
  console.log(wrong.length === 0 ? '\nNothing was tampered with.' : `\n${wrong.length} findings.`);
  if (head)
    console.log(
      `Keep this elsewhere, to hold the log against later:\n  ${head.seal}:${head.digest}`,
    );
  await shop.close();
  process.exitCode = wrong.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exitCode = 2;
}
