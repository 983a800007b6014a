import type { LiveEvent, Part, PartPage } from '@tandem/ui';
import type { InfiniteData, QueryClient } from '@tanstack/vue-query';

export const partKey = (id: number) => ['part', id] as const;

/** The part with what the event carries, or the same object when the event is not newer. */
export function withEvent(part: Part, event: LiveEvent): Part {
  if (event.type.startsWith('stock.')) {
    const { current_stock, available_stock, is_in_stock, is_low_stock, updated_at } =
      event.data as Partial<Part['stock']> & { updated_at?: string };
    if (current_stock === undefined || available_stock === undefined) return part;
    return {
      ...part,
      stock: {
        ...part.stock,
        current_stock,
        available_stock,
        is_in_stock: is_in_stock ?? available_stock > 0,
        is_low_stock: is_low_stock ?? part.stock.is_low_stock,
        // A sale is news of the shop. Whoever counts the rest has still not been heard.
        as_of: part.stock.stale ? part.stock.as_of : (updated_at ?? event.timestamp),
      },
    };
  }
  const content = event.data.part as Partial<Part> | undefined;
  if (!content || event.version <= part.version) return part;
  return { ...part, ...content, stock: part.stock, version: event.version };
}

/** A page of parts with what the event carries. */
export function withEventOnPage(page: PartPage, event: LiveEvent): PartPage {
  const items = page.items.map((item) =>
    item.id === event.part_id ? withEvent(item, event) : item,
  );
  return { ...page, items };
}

/** What the page of one part shows after the event: `null` once the part has been deleted. */
export function withEventOnPart(part: Part | null, event: LiveEvent): Part | null {
  if (part?.id !== event.part_id) return part;
  return event.type === 'part.deleted' ? null : withEvent(part, event);
}

/** Puts one event into every list page and the part page held by the query cache. */
export function applyEvent(client: QueryClient, event: LiveEvent): void {
  if (event.type === 'part.deleted') {
    client.setQueryData(partKey(event.part_id), null);
    return;
  }
  client.setQueryData<Part | null>(partKey(event.part_id), (old) =>
    old ? withEvent(old, event) : undefined,
  );
  client.setQueriesData<InfiniteData<PartPage>>({ queryKey: ['parts'] }, (old) => {
    if (!old?.pages.some((page) => page.items.some((item) => item.id === event.part_id))) {
      return undefined;
    }
    return {
      ...old,
      pages: old.pages.map((page) => withEventOnPage(page, event)),
    };
  });
}
