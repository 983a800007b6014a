/** One attempt to buy one piece, by the clock of this machine. */
export interface Attempt {
  sentAt: number;
  answeredAt: number;
  status: number;
  code?: string | undefined;
  /** In cents, of an order that was placed. */
  charged?: number | undefined;
}

export interface SaleFacts {
  pieces: number;
  /** What is on the shelf when all have been answered. */
  left: number;
  /** When the price of the sale begins. */
  from: number;
  cents: { regular: number; sale: number };
  attempts: readonly Attempt[];
}

/** What is wrong after a sale of few pieces to many. */
export function judgeSale({ pieces, left, from, cents, attempts }: SaleFacts): string[] {
  const bought = attempts.filter(({ status }) => status === 201);
  const wrong: string[] = [];
  if (bought.length > pieces) wrong.push(`oversold: ${bought.length} of ${pieces} pieces`);
  if (left !== pieces - bought.length)
    wrong.push(`${left} pieces are left of ${pieces}, and ${bought.length} were bought`);
  for (const one of attempts) {
    const { status, code, charged } = one;
    if (status === 201) {
      // Who asked before and was answered after may have been decided in either.
      const due = [
        ...(one.sentAt < from ? [cents.regular] : []),
        ...(one.answeredAt >= from ? [cents.sale] : []),
      ];
      if (!due.includes(charged!))
        wrong.push(
          `charged ${charged}, ${Math.round(one.sentAt - from)} ms from the sale's second`,
        );
    } else if (code !== 'insufficient_stock') wrong.push(`answered ${status} ${code ?? ''}`);
    else if (left > 0) wrong.push(`refused while ${left} pieces are left`);
  }
  return wrong;
}

/** What an open page heard of a part is every version that was confirmed, once and in order; null when it is. */
export function wrongOnPage(confirmed: readonly number[], heard: readonly number[]): string | null {
  if (confirmed.join() === heard.join()) return null;
  const missing = confirmed.filter((version) => !heard.includes(version));
  return `heard ${heard.length} versions for ${confirmed.length}, missing ${missing.join() || 'none'}: ${heard.join()}`;
}

/** Several who save over each other by version: each version that was acknowledged is one edit, and none is lost. */
export function judgeEdits(
  first: number,
  last: number,
  acknowledged: readonly number[],
): string | null {
  const due = Array.from({ length: Math.max(0, last - first) }, (_, n) => first + 1 + n);
  const had = [...acknowledged].sort((a, b) => a - b);
  if (due.join() === had.join()) return null;
  return `version ${first} became ${last}, and these were acknowledged: ${had.join()}`;
}
