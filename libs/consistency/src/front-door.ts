const WITHIN_MS = 10_000;
/** A list is read so far: a part's own SKU names it, and others with a similar one come after it. */
const LISTED = 50;

/** The front door did not show a page, nor say that there is none. */
export class NoAnswer extends Error {}

/** The shop as anybody on the internet reads it; `Page` is what the reader looks at of a part. */
export class FrontDoor<Page extends { id: number }> {
  private readonly origin: string;

  /** @param origin such as `https://shop.example` */
  constructor(origin: string) {
    this.origin = origin;
  }

  /**
   * @returns null when there is no such page.
   * @throws NoAnswer
   */
  async part(kind: 'parts' | 'games', id: number): Promise<Page | null> {
    return (await this.read(`/${kind}/${id}`)) as Page | null;
  }

  /**
   * A part as a list shows it that is searched by its SKU.
   * @returns null when no list has it; undefined when more are like it than were read.
   * @throws NoAnswer
   */
  async listed(sku: string, id: number): Promise<Page | null | undefined> {
    const query = new URLSearchParams({ q: sku, limit: String(LISTED) });
    const list = (await this.read(`/parts?${query}`)) as {
      items: Page[];
      next_cursor: string | null;
    } | null;
    if (!list) throw new NoAnswer('the front door has no list');
    const found = list.items.find((item) => item.id === id);
    return found ?? (list.next_cursor === null ? null : undefined);
  }

  private async read(path: string): Promise<unknown> {
    let answer: Response;
    try {
      answer = await fetch(`${this.origin}/api/v1${path}`, {
        signal: AbortSignal.timeout(WITHIN_MS),
      });
      if (answer.status === 200) return await answer.json();
      await answer.body?.cancel();
    } catch (error) {
      throw new NoAnswer('the front door did not answer', { cause: error });
    }
    if (answer.status === 404) return null;
    throw new NoAnswer(`the front door answered ${answer.status}`);
  }
}
