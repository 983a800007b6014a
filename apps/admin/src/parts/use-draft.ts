import { computed, reactive, ref, toRaw, watch, type Ref } from 'vue';

/**
 * A form's working copy of something other people may change meanwhile. While nothing was typed it
 * follows the saved state; once something was, it keeps the typing and the version it began from, so
 * that saving can be refused when somebody else came between.
 */
export function useDraft<T extends object>(
  saved: Ref<{ version: number; values: T } | undefined>,
  empty: T,
) {
  const draft = reactive(structuredClone(empty)) as T;
  const base = ref<{ version: number; values: T }>();
  const snapshot = (value: T) => JSON.stringify(value);
  const dirty = computed(
    () => !!base.value && snapshot(draft) !== snapshot(base.value.values as T),
  );
  const behind = computed(
    () => !!base.value && !!saved.value && saved.value.version > base.value.version && dirty.value,
  );

  function adopt(): void {
    if (!saved.value) return;
    base.value = structuredClone(JSON.parse(JSON.stringify(toRaw(saved.value))));
    Object.assign(draft, structuredClone(toRaw(base.value!.values)));
  }

  watch(
    saved,
    () => {
      if (!dirty.value) adopt();
    },
    { immediate: true },
  );

  return { draft, base, dirty, behind, adopt };
}
