/** How long to wait before the next of several attempts: doubling, bounded, spread so that shoppers don't come as one. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const most = Math.min(500 * 2 ** attempt, 15_000);
  return most / 2 + (most / 2) * random();
}

/** Waits, but no longer than until the connection is back. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
  });
}

/** Whether a failure leaves open what became of the request, so that asking the same again makes sense. */
export function mayAskAgain(status: number): boolean {
  return status === 0 || status >= 500 || [408, 425, 429].includes(status);
}
