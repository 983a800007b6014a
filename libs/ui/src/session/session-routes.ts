import { watch } from 'vue';
import type { RouteLocationNormalized, Router } from 'vue-router';
import { safeBack } from './safe-back';
import type { Session } from './session';

interface Options {
  session: Session;
  /** Settled once it is known who this is. */
  restored: Promise<unknown>;
  /** Pages that are of somebody who is signed in. */
  needsSignIn: (to: RouteLocationNormalized) => boolean;
  /** Pages that are of nobody who is: `sign-in`, and where there is one `register`. */
  forGuests: string[];
}

/**
 * Sends people between sign-in and where they were going: who has to sign in first comes back, whose session ends (in this
 * tab, in another, or at the shop) comes back after signing in again, and who is signed in has nothing to do at the sign-in.
 */
export function guardSession(router: Router, options: Options): void {
  const { session, restored, needsSignIn, forGuests } = options;
  const isForGuests = (to: RouteLocationNormalized): boolean => forGuests.includes(String(to.name));

  router.beforeEach(async (to) => {
    if (!needsSignIn(to) && !isForGuests(to)) return true;
    // The form is drawn at once; who turns out to be signed in is taken away from it below.
    if (needsSignIn(to)) await restored;
    if (needsSignIn(to) && !session.isSignedIn.value) {
      return { name: 'sign-in', query: { back: to.fullPath } };
    }
    return !(isForGuests(to) && session.isSignedIn.value) || safeBack(to.query.back);
  });

  watch(session.isSignedIn, (isSignedIn) => {
    const here = router.currentRoute.value;
    if (!isSignedIn && needsSignIn(here) && !session.isLeaving()) {
      void router.push({ name: 'sign-in', query: { back: here.fullPath } });
    }
  });
  // Signed in elsewhere, or found to be: whoever types into the form here is led on by the form itself.
  void restored.then(() => {
    const here = router.currentRoute.value;
    if (isForGuests(here) && session.isSignedIn.value)
      void router.replace(safeBack(here.query.back));
  });
}
