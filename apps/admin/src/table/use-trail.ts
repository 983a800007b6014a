import { computed, ref, watch, type Ref } from 'vue';

/**
 * The cursors of the pages gone through: keyset pages know only "next", so "back" is remembered. Other filters begin anew.
 */
export function useTrail(filters: Ref<unknown>) {
  const trail = ref<string[]>([]);
  watch(filters, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) trail.value = [];
  });
  return { trail, cursor: computed(() => trail.value.at(-1)) };
}
