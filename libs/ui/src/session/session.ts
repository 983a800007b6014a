import { computed, reactive, readonly } from 'vue';
import { toApiError } from '../api/problem';

export interface SessionUser {
  id: string;
  email: string;
  display_name: string | null;
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

/**
 * The signed-in person of one site. The access token lives in memory only; the refresh token is an
 * HttpOnly cookie that scripts can't read, so a reload renews instead of remembering.
 */
export function createSession(site: 'shop' | 'admin') {
  const hintKey = `tandem.${site}.signed-in`;
  const attemptKey = `tandem.${site}.renewing`;
  const state = reactive<{ user: SessionUser | null; ready: boolean }>({
    user: null,
    ready: false,
  });
  let token: { value: string; renewAt: number } | null = null;
  let renewing: Promise<string | null> | null = null;

  function adopt(answer: TokenAnswer): void {
    token = {
      value: answer.access_token,
      renewAt: Date.now() + answer.expires_in * 1000 - RENEW_BEFORE_MS,
    };
    state.user = answer.user;
    localStorage.setItem(hintKey, '1');
  }

  function forget(): void {
    token = null;
    state.user = null;
    localStorage.removeItem(hintKey);
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
   * One attempt keeps one key until its answer is here. After a reload in between, the old cookie comes
   * again, and the key tells the owner from a thief.
   */
  async function exchange(): Promise<Response> {
    const attempt = localStorage.getItem(attemptKey) ?? crypto.randomUUID();
    localStorage.setItem(attemptKey, attempt);
    const response = await post('refresh', undefined, { 'idempotency-key': attempt });
    localStorage.removeItem(attemptKey);
    return response;
  }

  /** Renewing rotates the cookie: two tabs at once would look like a stolen token, so they queue. */
  async function renewOnce(): Promise<string | null> {
    const response = await navigator.locks.request(`tandem.${site}.renew`, exchange);
    if (response.ok) {
      adopt((await response.json()) as TokenAnswer);
      return token!.value;
    }
    if (response.status === 401 || response.status === 403) forget();
    return null;
  }

  function renew(): Promise<string | null> {
    renewing ??= renewOnce()
      .catch(() => null)
      .finally(() => (renewing = null));
    return renewing;
  }

  return {
    state: readonly(state),
    isSignedIn: computed(() => state.user !== null),
    may: (permission: string) => state.user?.permissions.includes(permission) ?? false,

    /** Called once at start: picks up a session left by an earlier visit. */
    async restore(): Promise<void> {
      if (localStorage.getItem(hintKey)) await renew();
      state.ready = true;
    },

    /** A usable access token, renewed when it is about to end; null for a guest. */
    async token(): Promise<string | null> {
      if (!token) return null;
      return Date.now() < token.renewAt ? token.value : renew();
    },

    login: (email: string, password: string) => enter('login', { email, password }),
    register: (email: string, password: string, displayName?: string) =>
      enter('register', { email, password, ...(displayName ? { display_name: displayName } : {}) }),

    async logout(): Promise<void> {
      await post('logout').catch(() => undefined);
      forget();
    },
  };
}

export type Session = ReturnType<typeof createSession>;
