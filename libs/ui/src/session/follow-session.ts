import type { LiveClient } from '../live/live-client';
import type { Session } from './session';

/**
 * Follows what becomes of the session: somebody has ended it, deactivated the account, or changed what it may do. It is
 * renewed then, so that an open page has the new permissions at once, or asks to sign in. The returned function ends it.
 */
export function followSession(live: LiveClient, session: Pick<Session, 'renew'>): () => void {
  return live.on('session.expired', () => {
    // Without an answer from auth, the session asks again by itself.
    session.renew().then(
      (token) => token && live.reconnect(),
      () => undefined,
    );
  });
}
