import { callUrl, cookieOf, openBench, redisOf, ServiceBench } from '@tandem/testing';
import type { Answer, BenchOptions, Problem } from '@tandem/testing';
import { migrations, seed, service } from '../service.js';
import type { SignedInView } from '../sign-in/sign-in.dto.js';

export const PASSWORD = 'correct horse battery staple';
export const DEVELOPMENT_PASSWORD = 'tandem-dev-password';

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
    const answer = await callUrl<T>(method, this.url() + path, {
      as: this,
      cookie: this.refreshCookie,
      body,
      headers: {
        'x-forwarded-for': this.address,
        'x-tandem-site': this.site,
        'user-agent': 'tandem-spec',
        ...headers,
      },
    });
    this.keep(answer);
    return answer;
  }

  async register(email: string, password = PASSWORD): Promise<Answer<SignedInView>> {
    return this.signIn(await this.call('POST', '/api/v1/auth/register', { email, password }));
  }

  async login(email: string, password = PASSWORD): Promise<Answer<SignedInView>> {
    return this.signIn(await this.call('POST', '/api/v1/auth/login', { email, password }));
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

  private signIn(answer: Answer<SignedInView>): Answer<SignedInView> {
    if (answer.status < 300) this.token = answer.body.access_token;
    return answer;
  }

  private keep(answer: Answer<unknown>): void {
    const name = `tandem_refresh_${this.site}`;
    const cookie = cookieOf(answer, `__Secure-${name}`) ?? cookieOf(answer, name);
    if (cookie !== undefined) this.refreshCookie = cookie.endsWith('=') ? undefined : cookie;
  }
}

/** Whole auth services on one database of their own. */
export class AuthStack extends ServiceBench {
  static open(options?: BenchOptions): Promise<AuthStack> {
    const settings = {
      AUTH_KEY_ENCRYPTION_SECRET: 'a-key-encryption-secret-used-by-tests-only',
      AUTH_ARGON2_MEMORY_KIB: '1024',
      AUTH_ARGON2_PASSES: '1',
      REDIS_URL: redisOf('auth'),
    };
    return openBench(AuthStack, { service, migrations, settings }, options);
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
}
