import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Equipment } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { Flags, type FlagsOptions } from './flags.js';

/** Gives a service its `Flags`. */
@Module({})
export class FlagsModule {
  static forService(): Equipment {
    return {
      module: ({ name, config }) =>
        FlagsModule.forRoot({ service: name, refusesUnknown: config.nodeEnv !== 'production' }),
    };
  }

  static forRoot(options: Omit<FlagsOptions, 'database'>): DynamicModule {
    return {
      module: FlagsModule,
      global: true,
      providers: [
        {
          provide: Flags,
          inject: [Database],
          useFactory: (database: Database) => Flags.open({ ...options, database }),
        },
      ],
      exports: [Flags],
    };
  }
}
