import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, FlattenedJWSInput, JWK, JWSHeaderParameters } from 'jose';
import { ACCESS_TOKEN_ALGORITHM } from '@tandem/auth-client';
import type { KeySource } from '@tandem/auth-client';
import { logger } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { AuthConfig } from '../config.js';
import { KeyEncryption } from './key-encryption.js';

const RELOAD_MS = 60_000;
/** A new key is published this long before it signs, so that every verifier has met it. */
const PUBLISH_AHEAD_SECONDS = 600;
/** A key that no longer signs stays published for the longest life a token can have, and a bit. */
const KEEP_AFTER_SECONDS = 3_900;

interface StoredKey {
  kid: string;
  public_jwk: JWK;
  private_key_sealed: Buffer;
  signs: boolean;
}

interface SigningKey {
  kid: string;
  key: CryptoKey;
}

const log = logger('auth');

/** The keys access tokens are signed with: shared by all instances, encrypted in the database, rotated by age. */
@Injectable()
export class SigningKeys implements KeySource, OnModuleDestroy {
  generation = 0;
  private jwks: JWK[] = [];
  private find: ReturnType<typeof createLocalJWKSet> = createLocalJWKSet({ keys: [] });
  private signing: SigningKey | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly encryption: KeyEncryption;

  constructor(
    private readonly database: Database,
    private readonly config: AuthConfig,
  ) {
    this.encryption = new KeyEncryption(config.keyEncryptionSecret);
  }

  /** Learns or makes the keys, and keeps up with the other instances. Throws when the secret does not open them. */
  async start(): Promise<void> {
    await this.reload();
    this.timer = setInterval(() => {
      this.reload().catch((error: unknown) =>
        log.warn({ err: error }, 'signing keys could not be reloaded'),
      );
    }, RELOAD_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** The public keys, newest first. */
  published(): { keys: JWK[] } {
    return { keys: this.jwks };
  }

  current(): SigningKey {
    if (!this.signing) throw new Error('The signing keys are not loaded yet');
    return this.signing;
  }

  getKey(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    return this.find(header, token);
  }

  /** Makes a key when one is due, and learns what the other instances made. */
  async reload(): Promise<void> {
    const keys = await transaction(this.database, async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('tandem.auth.signing_keys'))`);
      if (await this.isDue(tx)) await this.insertKey(tx);
      return this.load(tx);
    });
    const signing = keys.find((key) => key.signs);
    if (!signing) throw new Error('No signing key is active');
    if (signing.kid !== this.signing?.kid) this.signing = await this.unseal(signing);
    if (keys.map((key) => key.kid).join() !== this.jwks.map((key) => key.kid).join()) {
      this.jwks = keys.map((key) => key.public_jwk);
      this.find = createLocalJWKSet({ keys: this.jwks });
      this.generation += 1;
    }
  }

  private async isDue(tx: Tx): Promise<boolean> {
    const [{ due }] = (await tx.query<{ due: boolean }>(
      `select not exists (
         select from signing_keys where created_at > now() - make_interval(days => $1)
       ) as due`,
      [this.config.keyRotationDays],
    )) as [{ due: boolean }];
    return due;
  }

  private async insertKey(tx: Tx): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(ACCESS_TOKEN_ALGORITHM, {
      extractable: true,
    });
    const kid = randomUUID();
    const publicJwk = {
      ...(await exportJWK(publicKey)),
      kid,
      alg: ACCESS_TOKEN_ALGORITHM,
      use: 'sig',
    };
    const sealed = this.encryption.seal(JSON.stringify(await exportJWK(privateKey)), kid);
    await tx.execute(
      `insert into signing_keys (kid, public_jwk, private_key_sealed, signs_from)
       select $1, $2::jsonb, $3, case when exists (select from signing_keys)
                                      then now() + make_interval(secs => $4) else '-infinity' end`,
      [kid, JSON.stringify(publicJwk), sealed, PUBLISH_AHEAD_SECONDS],
    );
    log.info({ kid }, 'a signing key was made');
  }

  private load(tx: Tx): Promise<StoredKey[]> {
    return tx.query<StoredKey>(
      `select kid, public_jwk, private_key_sealed,
              kid = (select kid from signing_keys where signs_from <= now()
                      order by signs_from desc, kid limit 1) as signs
         from (select *, lead(signs_from) over (order by signs_from, kid desc) as replaced_at
                 from signing_keys) as keys
        where replaced_at is null or replaced_at > now() - make_interval(secs => $1)
        order by signs_from desc, kid`,
      [KEEP_AFTER_SECONDS],
    );
  }

  private async unseal(stored: StoredKey): Promise<SigningKey> {
    let jwk: JWK;
    try {
      jwk = JSON.parse(this.encryption.open(stored.private_key_sealed, stored.kid)) as JWK;
    } catch (error) {
      throw new Error('AUTH_KEY_ENCRYPTION_SECRET does not open the stored signing key', {
        cause: error,
      });
    }
    return { kid: stored.kid, key: (await importJWK(jwk, ACCESS_TOKEN_ALGORITHM)) as CryptoKey };
  }
}
