/** The pages of a file, of which the first is read: what is wrong with it is thrown here, while an answer can still say so. */
export async function begun<Page, End>(
  pages: AsyncGenerator<Page, End>,
): Promise<AsyncGenerator<Page, End>> {
  const first = await pages.next();
  return (async function* () {
    if (first.done) return first.value;
    yield first.value;
    return yield* pages;
  })();
}
