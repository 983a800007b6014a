import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A text as it is stored: encrypted with a data key of its own, which is encrypted with a secret of the shop. */
export interface Envelope {
  ciphertext: Buffer;
  wrapped_key: Buffer;
  /** Which secret it is wrapped with. */
  key_version: string;
}

/** One secret of the shop. Its version is made from itself, so nobody can give two secrets the same one. */
class WrappingKey {
  readonly version: string;
  private readonly key: Buffer;

  constructor(purpose: string, secret: string) {
    this.key = derived(secret, purpose, KEY_BYTES);
    this.version = derived(secret, `${purpose} version`, 8).toString('hex');
  }

  wrap(dataKey: Buffer, id: string): Buffer {
    return seal(this.key, dataKey, `${this.version}:${id}`);
  }

  unwrap(wrapped: Buffer, id: string): Buffer {
    return unseal(this.key, wrapped, `${this.version}:${id}`);
  }
}

const derived = (secret: string, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, bytes));

/**
 * Envelope encryption (AES-256-GCM): what was sealed for one id opens for that one only, and only while the secret that it was
 * wrapped with, or a row that was wrapped anew since, is there.
 */
export class Envelopes {
  /** Of the secret that new rows are wrapped with. */
  readonly version: string;
  private readonly newest: WrappingKey;
  private readonly byVersion: ReadonlyMap<string, WrappingKey>;

  /**
   * @param purpose what is sealed, as `tandem game keys`: the same secret makes another key for another purpose.
   * @param previous secrets of which rows may still be there.
   */
  constructor(purpose: string, secret: string, previous: readonly string[] = []) {
    this.newest = new WrappingKey(purpose, secret);
    this.version = this.newest.version;
    const all = [this.newest, ...previous.map((old) => new WrappingKey(purpose, old))];
    this.byVersion = new Map(all.map((key) => [key.version, key]));
  }

  /** Of the secrets that rows may still be wrapped with. */
  get earlierVersions(): string[] {
    return [...this.byVersion.keys()].filter((version) => version !== this.version);
  }

  seal(plain: string, id: string): Envelope {
    const dataKey = randomBytes(KEY_BYTES);
    return {
      ciphertext: seal(dataKey, Buffer.from(plain, 'utf8'), id),
      wrapped_key: this.newest.wrap(dataKey, id),
      key_version: this.version,
    };
  }

  /** @throws Error when its secret is not there, it was made for another id, or a bit of it was changed. */
  open({ ciphertext, wrapped_key: wrapped, key_version: version }: Envelope, id: string): string {
    return unseal(this.dataKeyOf(wrapped, version, id), ciphertext, id).toString('utf8');
  }

  /** The same data key, wrapped with the newest secret; the text itself is not touched. @throws Error as `open`. */
  wrapAnew(
    { wrapped_key: wrapped, key_version: version }: Omit<Envelope, 'ciphertext'>,
    id: string,
  ): Omit<Envelope, 'ciphertext'> {
    const dataKey = this.dataKeyOf(wrapped, version, id);
    return { wrapped_key: this.newest.wrap(dataKey, id), key_version: this.version };
  }

  private dataKeyOf(wrapped: Buffer, version: string, id: string): Buffer {
    const key = this.byVersion.get(version);
    if (!key) throw new Error(`what is sealed for ${id} needs the secret of version ${version}`);
    return key.unwrap(wrapped, id);
  }
}

function seal(key: Buffer, plain: Buffer, about: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function unseal(key: Buffer, sealed: Buffer, about: string): Buffer {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new Error('too short to be sealed');
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(about))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}
