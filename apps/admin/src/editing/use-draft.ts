import { computed, reactive, ref, toRaw, watch, type Ref } from 'vue';
import type { KeptDraft } from '../panel-drafts';

export interface Base<T> {
  version: number;
  values: T;
}

/** A draft, and the state it began from. */
export interface Work<T> {
  base: Base<T>;
  values: T;
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(toRaw(value))) as T;

/**
 * A form's working copy of something other people may change meanwhile. While nothing was typed it
 * follows the saved state; once something was, it keeps the typing and the version it began from, so
 * that saving can be refused when somebody else came between. What is typed is kept in `store`.
 */
export function useDraft<T extends object>(
  saved: Ref<Base<T> | undefined>,
  empty: T,
  store?: KeptDraft<Work<T>>,
) {
  const draft = reactive(copy(empty)) as T;
  const base = ref<Base<T>>();
  const snapshot = (value: T) => JSON.stringify(value);
  const dirty = computed(
    () => !!base.value && snapshot(draft) !== snapshot(base.value.values as T),
  );
  const behind = computed(
    () => !!base.value && !!saved.value && saved.value.version > base.value.version && dirty.value,
  );

  function put(work: Work<T>): void {
    base.value = copy(work.base);
    Object.assign(draft, copy(work.values));
  }

  /** Takes the saved state in place of what was typed, and says how to get that back. */
  function adopt(): () => void {
    const before = base.value && copy({ base: base.value, values: draft } as Work<T>);
    if (saved.value) put({ base: saved.value, values: saved.value.values });
    return () => before && put(before);
  }

  const kept = store?.kept();
  if (kept) put(kept);

  watch(
    saved,
    () => {
      if (!dirty.value) adopt();
    },
    { immediate: true },
  );
  watch([draft, base], () => {
    if (dirty.value) store?.keep(copy({ base: base.value, values: draft } as Work<T>));
    else store?.drop();
  });

  return { draft, base, dirty, behind, adopt, restored: ref(!!kept && dirty.value) };
}
