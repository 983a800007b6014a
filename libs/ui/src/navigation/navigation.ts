import { onScopeDispose, shallowRef, watch, watchEffect, ref, type Ref } from 'vue';
import type { RouteLocationNormalized, Router } from 'vue-router';

/** Pages reload once for new code, not for ever when it is not there. */
const RELOADED_KEY = 'tandem.reloaded-for';

/** Titles of what is on the page: the last one named counts. */
const named = shallowRef<{ title: string | undefined }[]>([]);

/** The title of what the component shows, as long as it shows it: a part's name, say. Without one the page's own counts. */
export function usePageTitle(title: () => string | undefined): void {
  const own = { title: title() };
  named.value = [...named.value, own];
  watch(title, (now) => {
    own.title = now;
    named.value = [...named.value];
  });
  onScopeDispose(() => (named.value = named.value.filter((one) => one !== own)));
}

export interface Navigation {
  /** A page is on its way. */
  isPending: Ref<boolean>;
  /** The page whose code could not be loaded. */
  failed: Ref<RouteLocationNormalized | null>;
  /** What a screen reader is told: the title of the page one has come to. */
  spoken: Ref<string>;
  retry: () => void;
}

const isCodeMissing = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|Importing a module script failed|Unable to preload/i.test(
    error.message,
  );

/**
 * What a page that is loaded anew does by itself and a site has to do: the title follows, a reader is told where they are and
 * goes on there, and a page whose code is not to be had (after a release, or offline) is asked for again or says so.
 */
export function followNavigation(router: Router, site: string): Navigation {
  const isPending = ref(false);
  const failed = shallowRef<RouteLocationNormalized | null>(null);
  const spoken = ref('');

  router.beforeEach(() => void (isPending.value = true));
  router.afterEach((to, from, failure) => {
    isPending.value = false;
    if (failure) return;
    failed.value = null;
    sessionStorage.removeItem(RELOADED_KEY);
    // The first page is the browser's own to announce; filters and places of a page are no other page.
    if (from.matched.length && to.path !== from.path) startReadingAtTop();
  });

  router.onError((error, to) => {
    isPending.value = false;
    if (!isCodeMissing(error)) return;
    const mayReload = navigator.onLine && sessionStorage.getItem(RELOADED_KEY) !== to.fullPath;
    if (!mayReload) {
      failed.value = to;
      return;
    }
    sessionStorage.setItem(RELOADED_KEY, to.fullPath);
    location.assign(to.fullPath);
  });
  // Thrown on, it comes to `onError` above; the library's own answer to it is silence.
  globalThis.addEventListener('vite:preloadError', () => (isPending.value = false));

  watchEffect(() => {
    const { meta } = router.currentRoute.value;
    const own = named.value.findLast((one) => one.title)?.title ?? meta.title;
    document.title = own ? `${String(own)} · ${site}` : site;
  });
  let before = '';
  watch([router.currentRoute, named], () => {
    // Said once a moment has passed: a page names itself when what it shows is there.
    setTimeout(() => {
      if (before && before !== document.title) spoken.value = document.title;
      before = document.title;
    }, 300);
  });

  function retry(): void {
    const to = failed.value;
    if (!to) return;
    // A browser may keep a failed module for good: with a connection the page is loaded as a whole.
    if (navigator.onLine) location.assign(to.fullPath);
    else void router.push(to.fullPath);
  }
  globalThis.addEventListener('online', () => failed.value && retry());

  return { isPending, failed, spoken, retry };
}

function startReadingAtTop(): void {
  // A page that has put the cursor somewhere itself knows better; so does an open dialog.
  requestAnimationFrame(() => {
    const focused = document.activeElement;
    const main = document.querySelector<HTMLElement>('#main');
    if (main && !main.contains(focused)) main.focus({ preventScroll: true });
    else if (focused === document.body) main?.focus({ preventScroll: true });
  });
}
