import { unwrap, type Suggestion } from '@tandem/ui';
import { onScopeDispose, ref } from 'vue';
import { api } from '../shop';
import { placeAfter, stepped } from './stepped';

/** Somebody who types asks once, when they pause. */
const PAUSE_MS = 150;
const SHORTEST = 2;

/** What is suggested for what is typed, and which of it the keyboard is at: -1 for none, where Enter searches as typed. */
export function useSuggestions() {
  const items = ref<Suggestion[]>([]);
  const isOpen = ref(false);
  const active = ref(-1);
  /** For those who hear the page. */
  const spoken = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  function close(): void {
    clearTimeout(timer);
    asked?.abort();
    isOpen.value = false;
    active.value = -1;
    spoken.value = '';
  }

  async function ask(q: string): Promise<void> {
    const { signal } = (asked = new AbortController());
    const query = { q, limit: 8 };
    // Without suggestions the search works as ever: nothing is said of a failure.
    const found = await unwrap(
      api.GET('/api/v1/search-suggestions', { params: { query }, signal }),
    ).catch(() => ({ items: [] }));
    if (signal.aborted) return;
    const chosen = items.value[active.value];
    items.value = found.items;
    // Whoever went on to one of them while a later answer was on its way stays there.
    active.value = placeAfter(chosen, found.items);
    isOpen.value = found.items.length > 0;
    const count = found.items.length;
    spoken.value =
      count === 0
        ? 'No suggestions'
        : `${count} ${count === 1 ? 'suggestion' : 'suggestions'}, choose with the arrow keys`;
  }

  /** What is shown meanwhile stays, so that the list does not flicker with each letter. */
  function suggest(text: string, pauseMs = PAUSE_MS): void {
    clearTimeout(timer);
    asked?.abort();
    active.value = -1;
    const q = text.trim();
    if (q.length < SHORTEST) return close();
    timer = setTimeout(() => void ask(q), pauseMs);
  }

  function step(by: 1 | -1): void {
    active.value = stepped(active.value, by, items.value.length);
  }

  onScopeDispose(close);
  return { items, isOpen, active, spoken, suggest, step, close };
}
