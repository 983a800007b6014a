import { decimal } from './amounts.ts';
import type { Quote, Transaction } from './types.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const text = (raw: string) => raw.replace(/[&<>"']/g, (char) => ENTITIES[char]!);

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} · G2A PAY simulator</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; color: #1d2433; background: #fff; }
  .note { background: #fff4d6; border: 1px solid #b97900; border-radius: .5rem; padding: .5rem 1rem; }
  .amount { font-size: 2rem; font-weight: 700; }
  dt { color: #566; } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
  form { display: flex; gap: 1rem; margin-top: 1.5rem; }
  button { font: inherit; padding: .6rem 1.5rem; border-radius: .4rem; border: 2px solid #1d4ed8; background: #fff; color: #1d4ed8; cursor: pointer; }
  button[value=pay] { background: #1d4ed8; color: #fff; }
  button:focus-visible { outline: 3px solid #f59e0b; outline-offset: 2px; }
</style>
</head>
<body>
<p class="note" role="note">This is a <strong>simulator</strong> of G2A PAY for development and tests. No money moves here.</p>
<main>
${body}
</main>
</body>
</html>`;
}

/** The page on which a buyer decides. */
export function gatewayPage(quote: Quote, transaction: Transaction | undefined): string {
  const amount = `${decimal(quote.amount)} ${quote.currency}`;
  const decided = transaction !== undefined && transaction.status !== 'pending';
  const action = decided
    ? `<p>This payment is already <strong>${text(transaction.status)}</strong>.</p>
<p><a href="${text(transaction.status === 'rejected' || transaction.status === 'canceled' ? quote.urlFailure : quote.urlOk)}">Back to the shop</a></p>`
    : `<form method="post" action="/index/gateway">
<input type="hidden" name="token" value="${text(quote.token)}">
<button name="decision" value="pay">Pay</button>
<button name="decision" value="refuse">Refuse</button>
</form>`;
  return page(
    `Pay ${amount}`,
    `<h1>Payment</h1>
<p class="amount">${text(amount)}</p>
<dl><dt>For</dt><dd>${text(quote.description)}</dd><dt>Reference</dt><dd>${text(quote.userOrderId)}</dd></dl>
${action}`,
  );
}

export const notFoundPage = (): string =>
  page('Unknown payment', '<h1>Unknown payment</h1><p>There is no payment under this address.</p>');
