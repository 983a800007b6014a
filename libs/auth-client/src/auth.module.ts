import { Module } from '@nestjs/common';
import type {
  DynamicModule,
  InjectionToken,
  ModuleMetadata,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthGuard } from './auth.guard.js';
import { RemoteKeys } from './jwks.js';
import type { KeySource } from './jwks.js';
import { TokenVerifier } from './token-verifier.js';

export interface AuthModuleOptions {
  /** Where auth publishes its keys, e.g. `http://127.0.0.1:4100/.well-known/jwks.json`. */
  jwksUrl: string;
  /** The shared HS256 secret of calls between services, at least 32 characters. */
  serviceTokenSecret: string;
  /** Replaces the HTTP key source, with the modules that provide it: auth reads its own keys. */
  keySource?: { imports: NonNullable<ModuleMetadata['imports']>; token: InjectionToken };
}

const KEY_SOURCE = Symbol('tandem:key-source');

class KeyWarmer implements OnApplicationBootstrap {
  constructor(private readonly keys: KeySource) {}

  onApplicationBootstrap(): void {
    if (this.keys instanceof RemoteKeys) void this.keys.warm();
  }
}

/** Installs the access guard for the whole application and provides `TokenVerifier`. */
@Module({})
export class AuthModule {
  static forRoot(options: AuthModuleOptions): DynamicModule {
    const { keySource } = options;
    return {
      module: AuthModule,
      global: true,
      imports: keySource?.imports ?? [],
      providers: [
        keySource
          ? { provide: KEY_SOURCE, useExisting: keySource.token }
          : { provide: KEY_SOURCE, useFactory: () => new RemoteKeys({ url: options.jwksUrl }) },
        {
          provide: TokenVerifier,
          useFactory: (keys: KeySource) => new TokenVerifier(keys, options.serviceTokenSecret),
          inject: [KEY_SOURCE],
        },
        {
          provide: KeyWarmer,
          useFactory: (keys: KeySource) => new KeyWarmer(keys),
          inject: [KEY_SOURCE],
        },
        {
          provide: APP_GUARD,
          useFactory: (verifier: TokenVerifier) => new AuthGuard(verifier),
          inject: [TokenVerifier],
        },
      ],
      exports: [TokenVerifier],
    };
  }
}
