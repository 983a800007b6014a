import {
  FlagNotFoundError,
  OpenFeatureEventEmitter,
  ProviderEvents,
  StandardResolutionReasons,
  TypeMismatchError,
} from '@openfeature/server-sdk';
import type { EvaluationContext, Provider, ResolutionDetails } from '@openfeature/server-sdk';
import type { Database } from '@tandem/persistence';
import { definitionOf } from './catalogue.js';
import { isOnFor } from './flag-rule.js';
import { FlagRules } from './flag-rules.js';

/** OpenFeature's flags out of the shop's own database. They are all boolean. */
export class FlagProvider implements Provider {
  readonly metadata = { name: 'tandem-postgresql' };
  readonly runsOn = 'server';
  readonly domainScoped = true;
  readonly events = new OpenFeatureEventEmitter();
  private readonly rules: FlagRules;

  constructor(database: Database) {
    this.rules = new FlagRules(database, (flagsChanged) =>
      this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged }),
    );
  }

  /** Never fails: without a database the defaults hold. */
  initialize(): Promise<void> {
    return this.rules.start();
  }

  onClose(): Promise<void> {
    return this.rules.stop();
  }

  readAgain(): Promise<void> {
    return this.rules.refresh();
  }

  async resolveBooleanEvaluation(
    name: string,
    _default: boolean,
    { targetingKey, roles }: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    const definition = definitionOf(name);
    if (!definition) throw new FlagNotFoundError(`There is no flag ${name}.`);
    const rule = this.rules.find(name);
    if (!rule) return { value: definition.default, reason: StandardResolutionReasons.DEFAULT };
    const subject = { key: targetingKey, roles: roles as string[] | undefined };
    return {
      value: isOnFor(name, rule, subject),
      reason: StandardResolutionReasons.TARGETING_MATCH,
    };
  }

  resolveStringEvaluation(name: string): Promise<never> {
    return isBoolean(name);
  }

  resolveNumberEvaluation(name: string): Promise<never> {
    return isBoolean(name);
  }

  resolveObjectEvaluation(name: string): Promise<never> {
    return isBoolean(name);
  }
}

function isBoolean(name: string): Promise<never> {
  return Promise.reject(new TypeMismatchError(`The flag ${name} is on or off.`));
}
