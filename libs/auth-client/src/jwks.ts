import { createLocalJWKSet } from 'jose';
import type { CryptoKey, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters } from 'jose';
import { errors } from 'jose';

const FIRST_KEYS_COOLDOWN_MS = 200;

type LocalKeys = ReturnType<typeof createLocalJWKSet>;

/** Where the public keys of access tokens come from. */
export interface KeySource {
  /**
   * The key for a token header. Throws jose's `JWKSNoMatchingKey` when no key fits and
   * `KeysUnavailableError` when keys were never learnt.
   */
  getKey(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey>;
  /** Grows whenever the set of keys changed: remembered verifications of an older set are void. */
  readonly generation: number;
}

/** No key has ever been learnt, so a token can be neither accepted nor refused. */
export class KeysUnavailableError extends Error {
  readonly away = 'auth';

  constructor(cause: unknown) {
    super('The signing keys have not been learnt yet', { cause });
    this.name = 'KeysUnavailableError';
  }
}

export interface RemoteKeysOptions {
  url: string;
  /** After this many milliseconds a used set is refreshed in the background. */
  refreshAfterMs?: number;
  /** At most one request to the key endpoint in this many milliseconds. */
  cooldownMs?: number;
  /** Deadline of one request, in milliseconds. */
  timeoutMs?: number;
  fetchKeys?: (url: string, timeoutMs: number) => Promise<JSONWebKeySet>;
  now?: () => number;
}

async function fetchJwks(url: string, timeoutMs: number): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(timeoutMs),
    headers: { accept: 'application/json' },
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`the key endpoint answered ${response.status}`);
  return (await response.json()) as JSONWebKeySet;
}

/**
 * The auth service's public keys, learnt over HTTP and kept: while auth is away the last good set
 * goes on verifying. A token naming an unknown key causes one refetch for all who wait, and no
 * more than one in `cooldownMs`, so forged key ids can't be used to flood auth.
 */
export class RemoteKeys implements KeySource {
  generation = 0;
  private keys: LocalKeys | null = null;
  private fingerprint = '';
  private learntAt = 0;
  private triedAt = -Infinity;
  private lastError: unknown = null;
  private pending: Promise<void> | null = null;
  private closed = false;
  private readonly options: Required<RemoteKeysOptions>;

  constructor(options: RemoteKeysOptions) {
    this.options = {
      refreshAfterMs: 300_000,
      cooldownMs: 2_000,
      timeoutMs: 3_000,
      fetchKeys: fetchJwks,
      now: () => performance.now(),
      ...options,
    };
  }

  /** Learns the keys ahead of the first token, and tries on by itself while auth is not there yet; never throws. */
  async warm(): Promise<void> {
    await this.refresh();
    if (this.keys || this.closed) return;
    setTimeout(() => void this.warm(), this.options.cooldownMs).unref();
  }

  /** Tries no more by itself. */
  close(): void {
    this.closed = true;
  }

  async getKey(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    if (!this.keys) await this.refresh();
    if (!this.keys) throw new KeysUnavailableError(this.lastError);
    if (this.options.now() - this.learntAt > this.options.refreshAfterMs) void this.refresh();
    try {
      return await this.keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.refresh();
      return this.keys(header, token);
    }
  }

  private refresh(): Promise<void> {
    const now = this.options.now();
    if (this.pending) return this.pending;
    // Without any key nobody can sign in: then auth is asked more often, as it may just be starting.
    const cooldownMs = this.keys ? this.options.cooldownMs : FIRST_KEYS_COOLDOWN_MS;
    if (now - this.triedAt < cooldownMs) return Promise.resolve();
    this.triedAt = now;
    this.pending = this.fetch().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  private async fetch(): Promise<void> {
    try {
      const set = await this.options.fetchKeys(this.options.url, this.options.timeoutMs);
      const keys = createLocalJWKSet(set);
      const fingerprint = JSON.stringify(set);
      if (fingerprint !== this.fingerprint) this.generation += 1;
      this.fingerprint = fingerprint;
      this.keys = keys;
      this.learntAt = this.options.now();
      this.lastError = null;
    } catch (error) {
      this.lastError = error;
    }
  }
}
