import { onScopeDispose, ref, type Ref } from 'vue';

const EVERY_MS = 15_000;
const now = ref(Date.now());
let readers = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

/** The time of now, for as long as the component lives; one clock for all of them. */
export function useNow(): Readonly<Ref<number>> {
  now.value = Date.now();
  readers += 1;
  ticking ??= setInterval(() => (now.value = Date.now()), EVERY_MS);
  onScopeDispose(() => {
    readers -= 1;
    if (readers > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  });
  return now;
}
