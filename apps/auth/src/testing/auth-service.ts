import { startService } from '@tandem/http';
import type { RunningService } from '@tandem/http';
import {
  createTestDatabase,
  SERVICE_KEYS,
  serviceKeyOf,
  testParts,
  uniquePrefix,
} from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { migrations, seed, service } from '../service.js';
import type { SignedInView } from '../sign-in/dto.js';

export const PASSWORD = 'correct horse battery staple';
export const DEVELOPMENT_PASSWORD = 'tandem-dev-password';

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
  /** The `Set-Cookie` lines. */
  cookies: string[];
}

export interface Problem {
  code: string;
  status: number;
  trace_id: string;
  errors?: { field: string; message: string }[];
  current?: { version: number };
}

let addresses = 0;

/** A browser or program: it keeps its cookies and its access token. */
export class Caller {
  /** An address of its own, so that one caller's failures don't count against another. */
  readonly address = `192.0.2.${(addresses += 1) % 250}`;
  refreshCookie: string | undefined;
  token: string | undefined;

  constructor(
    private readonly url: () => string,
    private readonly site: 'shop' | 'admin' = 'shop',
  ) {}

  async call<T = Problem>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url()}${path}`, {
      method,
      headers: {
        'x-forwarded-for': this.address,
        'x-tandem-site': this.site,
        'user-agent': 'tandem-spec',
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(this.refreshCookie ? { cookie: this.refreshCookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const cookies = response.headers.getSetCookie();
    this.#keep(cookies);
    const parsed = (text === '' ? undefined : JSON.parse(text)) as T;
    return { status: response.status, body: parsed, headers: response.headers, cookies };
  }

  async register(email: string, password = PASSWORD): Promise<Answer<SignedInView>> {
    return this.#signIn(await this.call('POST', '/api/v1/auth/register', { email, password }));
  }

  async login(email: string, password = PASSWORD): Promise<Answer<SignedInView>> {
    return this.#signIn(await this.call('POST', '/api/v1/auth/login', { email, password }));
  }

  async refresh<T = SignedInView>(headers: Record<string, string> = {}): Promise<Answer<T>> {
    const answer = await this.call<T>('POST', '/api/v1/auth/refresh', undefined, headers);
    if (answer.status === 200) this.token = (answer.body as SignedInView).access_token;
    return answer;
  }

  /** Another program that got hold of this one's cookie. */
  thief(): Caller {
    const copy = new Caller(this.url, this.site);
    copy.refreshCookie = this.refreshCookie;
    return copy;
  }

  #signIn(answer: Answer<SignedInView>): Answer<SignedInView> {
    if (answer.status < 300) this.token = answer.body.access_token;
    return answer;
  }

  #keep(cookies: string[]): void {
    const cookie = cookies
      .find((line) => line.replace(/^__Secure-/, '').startsWith(`tandem_refresh_${this.site}=`))
      ?.split(';', 1)[0];
    if (cookie !== undefined) this.refreshCookie = cookie.endsWith('=') ? undefined : cookie;
  }
}

/** Whole auth services on one database of their own. */
export class AuthStack {
  private constructor(
    readonly database: TestDatabase,
    readonly instances: RunningService[],
    private readonly env: Record<string, string>,
  ) {}

  static async open(
    options: { instances?: number; env?: Record<string, string> } = {},
  ): Promise<AuthStack> {
    const database = await createTestDatabase('t_auth', [{ schema: 'auth', migrations }]);
    const env = {
      AUTH_PORT: '0',
      AUTH_DATABASE_URL: database.urlOf('auth'),
      AUTH_KEY_ENCRYPTION_SECRET: 'a-key-encryption-secret-used-by-tests-only',
      AUTH_ARGON2_MEMORY_KIB: '1024',
      AUTH_ARGON2_PASSES: '1',
      TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      AUTH_SERVICE_KEY: serviceKeyOf('auth'),
      TANDEM_TOPIC_PREFIX: uniquePrefix(),
      REDIS_URL: `${testParts().redis}/5`,
      KAFKA_BROKERS: '',
      LOG_LEVEL: 'fatal',
      ...options.env,
    };
    const stack = new AuthStack(database, [], env);
    for (let n = 0; n < (options.instances ?? 1); n += 1) await stack.startInstance();
    return stack;
  }

  async startInstance(env: Record<string, string> = {}): Promise<RunningService> {
    const instance = await startService(service, { ...this.env, ...env });
    this.instances.push(instance);
    return instance;
  }

  /** Makes the development users, or what `env` asks for. */
  async seed(env: Record<string, string> = {}): Promise<void> {
    await seed({ env: { ...this.env, ...env } });
  }

  caller(site: 'shop' | 'admin' = 'shop', instance = 0): Caller {
    return new Caller(() => this.instances[instance]!.url, site);
  }

  /** A seeded member of staff, signed in. */
  async staff(name: 'admin' | 'content' | 'stock'): Promise<Caller> {
    const caller = this.caller('admin');
    await caller.login(`${name}@tandem.test`, DEVELOPMENT_PASSWORD);
    return caller;
  }

  async close(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()));
    await this.database.drop();
  }
}
