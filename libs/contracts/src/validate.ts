import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { EventData, EventDefinition } from './define-event.js';
import { openForReaders } from './open-schema.js';

/** Event data that does not match its schema; `problems` name the paths, never the values. */
class ContractViolation extends Error {
  readonly eventType: string;
  readonly problems: string[];

  constructor(eventType: string, problems: string[]) {
    super(`${eventType}: ${problems.join('; ')}`);
    this.name = 'ContractViolation';
    this.eventType = eventType;
    this.problems = problems;
  }
}

let ajv: Ajv | undefined;

/** A check of a schema of this library, compiled. */
export function validatorFor(schema: object): ValidateFunction {
  if (!ajv) {
    ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
    formats.default(ajv);
  }
  return ajv.compile(schema);
}

const compiled = new Map<string, ValidateFunction>();

function validatorOf(definition: EventDefinition, tolerant: boolean): ValidateFunction {
  const name = `${definition.type}${tolerant ? ' tolerant' : ''}`;
  let validator = compiled.get(name);
  if (!validator) {
    const schema = definition.schema;
    validator = validatorFor(tolerant ? openForReaders(schema) : schema);
    compiled.set(name, validator);
  }
  return validator;
}

/** The paths that do not fit, never the values. */
export function problemsOf(validator: ValidateFunction): string[] {
  return (validator.errors ?? []).map((error) => {
    const extra = error.params['additionalProperty'] as string | undefined;
    return `${error.instancePath || '/'} ${error.message ?? 'is invalid'}${extra ? ` (${extra})` : ''}`;
  });
}

/**
 * Checks data against the event's schema and returns it typed.
 * @throws ContractViolation listing every path that does not fit.
 */
export function validateEvent<E extends EventDefinition>(
  definition: E,
  data: unknown,
): EventData<E> {
  assertEvent(definition, data);
  return data as EventData<E>;
}

/**
 * Checks data against the schema of an event that is known at run time only.
 * @throws ContractViolation listing every path that does not fit.
 */
export function assertEvent(definition: EventDefinition, data: unknown): void {
  const validator = validatorOf(definition, false);
  if (!validator(data)) throw new ContractViolation(definition.type, problemsOf(validator));
}

/**
 * What keeps a consumer from reading this data; empty when nothing does. Unlike `validateEvent` it
 * lets unknown fields pass: the producer may already speak a newer, compatible version.
 */
export function readingProblems(definition: EventDefinition, data: unknown): string[] {
  const validator = validatorOf(definition, true);
  return validator(data) ? [] : problemsOf(validator);
}
