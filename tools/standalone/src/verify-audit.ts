// `npm run audit:verify [-- --anchor <seal>:<digest> …]`: whether the audit log is what it was when it was sealed. Ends with 1 when it
// is not, with 2 when it could not look.
import { parseArgs } from 'node:util';
import { anchorOf, verifyChain } from './audit/verify-chain.ts';
import { openRunningShop } from './running-shop.ts';

try {
  const { values } = parseArgs({ options: { anchor: { type: 'string', multiple: true } } });
  const anchors = (values.anchor ?? []).map(anchorOf);
  const shop = await openRunningShop();
  const { head, seals, rows, unsealed, wrong } = await verifyChain(shop.query, anchors);
  console.log(`  ${rows} rows in ${seals} seals`);
  if (unsealed.rows > 0)
    console.log(
      `  ${unsealed.rows} rows since ${unsealed.since?.toISOString()} are not sealed yet`,
    );
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
