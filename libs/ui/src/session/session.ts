import { computed, nextTick, reactive, readonly } from 'vue';
import { ApiError, toApiError } from '../api/problem';
import { Retry } from './retry';

export interface SessionUser {
  id: string;
  email: string;
  display_name: string | null;
  /** As it was when the token was made. */
  email_confirmed: boolean;
  roles: string[];
  permissions: string[];
}

interface TokenAnswer {
  access_token: string;
  expires_in: number;
  user: SessionUser;
  migration?: { cart: string; wishlist: string };
}

/** A token this close to its end is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000;

const isRefusal = ({ status }: Response): boolean => status === 401 || status === 403;

/** Nobody knows who this is: what belongs to the account can't be asked for, and nothing is asked for as a guest instead. */
const unreachable = (): ApiError =>
  new ApiError({
    title: 'Your account cannot be reached',
    detail: 'We keep trying. Nothing is lost.',
    code: 'account_unreachable',
    status: 503,
  });

/**
 * The signed-in person of one site. The access token lives in memory only; the refresh token is an
 * HttpOnly cookie that scripts can't read, so a reload renews instead of remembering.
 *
 * Only a refusal ends a session. While auth gives no answer the account counts as out of reach (`isUnreachable`): it is asked
 * again by itself, and calls that belong to a person fail instead of going out as a guest's. The hint in the browser's
 * storage is what tabs share: whoever signs out takes it away, and the other tabs hear of it.
 */
export function createSession(site: 'shop' | 'admin') {
  const hintKey = `tandem.${site}.signed-in`;
  const attemptKey = `tandem.${site}.renewing`;
  const state = reactive<{ user: SessionUser | null; ready: boolean; isUnreachable: boolean }>({
    user: null,
    ready: false,
    isUnreachable: false,
  });
  let token: { value: string; renewAt: number } | null = null;
  let leaving = false;
  let renewing: Promise<string | null> | null = null;
  const again = new Retry(() => renew().catch(() => undefined));

  function adopt(answer: TokenAnswer): void {
    token = {
      value: answer.access_token,
      renewAt: Date.now() + answer.expires_in * 1000 - RENEW_BEFORE_MS,
    };
    state.user = answer.user;
    localStorage.setItem(hintKey, answer.user.id);
    settled();
  }

  /** It is known who this is, or that it is nobody. */
  function settled(): void {
    again.stop();
    state.isUnreachable = false;
    state.ready = true;
  }

  function forget(): void {
    token = null;
    state.user = null;
    localStorage.removeItem(hintKey);
    settled();
  }

  async function post(
    path: string,
    body?: unknown,
    extra: Record<string, string> = {},
  ): Promise<Response> {
    try {
      return await fetch(`/api/v1/auth/${path}`, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...extra },
        body: body ? JSON.stringify(body) : undefined,
      });
    } catch (cause) {
      throw toApiError(cause);
    }
  }

  async function enter(path: 'login' | 'register', body: unknown): Promise<TokenAnswer> {
    const response = await post(path, body);
    const answer = await response.json().catch(() => null);
    if (!response.ok) throw toApiError(answer, response.status);
    adopt(answer as TokenAnswer);
    return answer as TokenAnswer;
  }

  /**
   * One attempt keeps one key until it is decided. After a reload in between, the old cookie comes
   * again, and the key tells the owner from a thief.
   */
  async function exchange(): Promise<Response> {
    const attempt = localStorage.getItem(attemptKey) ?? crypto.randomUUID();
    localStorage.setItem(attemptKey, attempt);
    const response = await post('refresh', undefined, { 'idempotency-key': attempt });
    if (response.ok || isRefusal(response)) localStorage.removeItem(attemptKey);
    return response;
  }

  /** Renewing rotates the cookie: two tabs at once would look like a stolen token, so they queue. */
  async function renewOnce(): Promise<string | null> {
    const response = await navigator.locks.request(`tandem.${site}.renew`, exchange);
    if (response.ok) {
      adopt((await response.json()) as TokenAnswer);
      return token!.value;
    }
    if (!isRefusal(response)) throw unreachable();
    forget();
    return null;
  }

  /** A fresh token, or null when the session is over. Throws ApiError `account_unreachable` when nobody knows. */
  function renew(): Promise<string | null> {
    renewing ??= renewOnce()
      .catch(() => {
        state.isUnreachable = true;
        again.soon();
        throw unreachable();
      })
      .finally(() => (renewing = null));
    return renewing;
  }

  /** Another tab has signed in or out. */
  globalThis.addEventListener?.('storage', ({ key, newValue }) => {
    if (key !== hintKey) return;
    if (newValue === null) forget();
    else if (newValue !== state.user?.id) void renew().catch(() => undefined);
  });
  // A page that comes back from the browser's history has heard of nothing meanwhile.
  globalThis.addEventListener?.('pageshow', ({ persisted }) => {
    if (persisted && state.user && !localStorage.getItem(hintKey)) forget();
  });

  return {
    state: readonly(state),
    isSignedIn: computed(() => state.user !== null),
    may: (permission: string) => state.user?.permissions.includes(permission) ?? false,

    /** Called once at start: picks up a session left by an earlier visit. Settles once it is known who this is. */
    async restore(): Promise<void> {
      if (localStorage.getItem(hintKey)) {
        await renew().catch(() => undefined);
        await again.done;
      }
      settled();
    },

    /**
     * A usable access token, renewed when it is about to end; null for a guest. Throws ApiError `account_unreachable` while
     * it is not known which.
     */
    async token(): Promise<string | null> {
      if (token && Date.now() < token.renewAt) return token.value;
      const isUnknown = state.isUnreachable || (!state.ready && localStorage.getItem(hintKey));
      return token || isUnknown ? renew() : null;
    },

    /** The token at hand, never waited for: for what a guest may see as well. */
    tokenAtHand: (): string | null => (token && Date.now() < token.renewAt ? token.value : null),

    /** Asks whether the session still stands: a service has refused its token. */
    renew,

    /** Asks again at once; otherwise it is asked in growing pauses. */
    retry: () => again.now(),

    login: (email: string, password: string) => enter('login', { email, password }),
    register: (email: string, password: string, displayName?: string) =>
      enter('register', { email, password, ...(displayName ? { display_name: displayName } : {}) }),

    /** True while somebody signs out by themselves: where they go then is decided by who lets them. */
    isLeaving: () => leaving,

    async logout(): Promise<void> {
      leaving = true;
      try {
        await post('logout').catch(() => undefined);
        forget();
        await nextTick();
      } finally {
        leaving = false;
      }
    },
  };
}

export type Session = ReturnType<typeof createSession>;
