import { Module } from '@nestjs/common';
import type {
  DynamicModule,
  InjectionToken,
  ModuleMetadata,
  OnApplicationBootstrap,
  OnModuleDestroy,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { ServiceName } from '@tandem/config';
import type { Equipment } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { AuthGuard } from './auth.guard.js';
import { EndedSessions } from './ended-sessions.js';
import type { EndedSessionCheck } from './ended-sessions.js';
import { RemoteKeys } from './jwks.js';
import type { KeySource } from './jwks.js';
import { RequestLimits, requestsPerMinute, type RequestsPerMinute } from './request-limits.js';
import { ServiceTokenVerifier } from './service-token-verifier.js';
import { TokenVerifier } from './token-verifier.js';

export interface AuthModuleOptions {
  /** Where auth publishes its keys, e.g. `http://127.0.0.1:4100/.well-known/jwks.json`. */
  jwksUrl: string;
  /** The public keys of the services that call others, `service=key`. */
  serviceKeys: readonly string[];
  /** PostgreSQL address of the service's own role: it may read which sessions ended. */
  databaseUrl: string;
  /** Replaces the HTTP key source, with the modules that provide it: auth reads its own keys. */
  keySource?: { imports: NonNullable<ModuleMetadata['imports']>; token: InjectionToken };
  /** What one account may ask for in a minute; without it nobody is counted. */
  limits?: RequestsPerMinute;
  /** Replaces auth's list of ended sessions, where there is no database. */
  endedSessions?: EndedSessionCheck;
}

const KEY_SOURCE = Symbol('tandem:key-source');

class KeyWarmer implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly keys: KeySource) {}

  onApplicationBootstrap(): void {
    if (this.keys instanceof RemoteKeys) void this.keys.warm();
  }

  onModuleDestroy(): void {
    if (this.keys instanceof RemoteKeys) this.keys.close();
  }
}

/** Installs the access guard for the whole application and provides `TokenVerifier` and `EndedSessions`. */
@Module({})
export class AuthModule {
  static forService(keySource?: AuthModuleOptions['keySource']): Equipment {
    return {
      module: ({ name, config }) => {
        const { jwksUrl, serviceKeys, databaseUrl } = config;
        const limits = requestsPerMinute(config);
        return AuthModule.forRoot(name, { jwksUrl, serviceKeys, databaseUrl, limits, keySource });
      },
    };
  }

  /** @param service the service that is protected: tokens for another one are refused. */
  static forRoot(service: ServiceName, options: AuthModuleOptions): DynamicModule {
    const { keySource } = options;
    return {
      module: AuthModule,
      global: true,
      imports: keySource?.imports ?? [],
      providers: [
        keySource
          ? { provide: KEY_SOURCE, useExisting: keySource.token }
          : { provide: KEY_SOURCE, useFactory: () => new RemoteKeys({ url: options.jwksUrl }) },
        options.endedSessions
          ? { provide: EndedSessions, useValue: options.endedSessions }
          : {
              provide: EndedSessions,
              useFactory: (ds: Database) => new EndedSessions(ds, options.databaseUrl),
              inject: [Database],
            },
        {
          provide: TokenVerifier,
          useFactory: (keys: KeySource, ended: EndedSessionCheck) => new TokenVerifier(keys, ended),
          inject: [KEY_SOURCE, EndedSessions],
        },
        {
          provide: KeyWarmer,
          useFactory: (keys: KeySource) => new KeyWarmer(keys),
          inject: [KEY_SOURCE],
        },
        {
          provide: APP_GUARD,
          useFactory: (verifier: TokenVerifier) =>
            new AuthGuard(
              verifier,
              new ServiceTokenVerifier(service, options.serviceKeys),
              options.limits ? new RequestLimits(options.limits) : null,
            ),
          inject: [TokenVerifier],
        },
      ],
      exports: [TokenVerifier, EndedSessions],
    };
  }
}
