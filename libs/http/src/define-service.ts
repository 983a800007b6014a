import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { serviceEntry } from '@tandem/config';
import type { OwnConfig, ServiceName } from '@tandem/config';
import type { ServiceDefinition } from './service.js';

/** What a module of a lib is told of the service that uses it. */
interface UsedBy {
  name: ServiceName;
  schema: string;
  /** The topics that its `@OnEvent` handlers listen to. */
  consumes: readonly string[];
  config: OwnConfig;
}

/** What a lib gives to a service, e.g. `PersistenceModule.forService()`. */
export interface Equipment {
  module: (service: UsedBy) => DynamicModule;
  /** Runs after the service's own `onStart`. */
  onStart?: (app: NestFastifyApplication, service: UsedBy) => Promise<void> | void;
}

/** All that tells one service from another; the rest follows from its entry in `SERVICES`. */
interface ServicePlan<C extends OwnConfig> {
  name: ServiceName;
  title: string;
  config: new () => C;
  uses: readonly Equipment[];
  consumes?: readonly string[];
  /** Its features. They may inject `config`. */
  modules: readonly Type[];
  /** Runs before the service listens. */
  onStart?: (app: NestFastifyApplication, config: C) => Promise<void> | void;
}

class AppModule {}

/** A service, as `main.ts`, the standalone form and tests start it. */
export function defineService<C extends OwnConfig>(plan: ServicePlan<C>): ServiceDefinition<C> {
  const { name, title, consumes = [], uses, modules } = plan;
  const { schema } = serviceEntry(name);
  const told = (config: C): UsedBy => ({ name, schema, consumes, config });
  return {
    name,
    consumes,
    config: plan.config,
    publicOpenApiTitle: title,
    module: (config) => ({
      module: AppModule,
      global: true,
      imports: [...uses.map(({ module }) => module(told(config))), ...modules],
      providers: [{ provide: plan.config, useValue: config }],
      exports: [plan.config],
    }),
    onStart: async (app, config) => {
      await plan.onStart?.(app, config);
      for (const { onStart } of uses) await onStart?.(app, told(config));
    },
  };
}
