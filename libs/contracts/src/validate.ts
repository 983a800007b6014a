import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { EventData, EventDefinition } from './define-event.js';

/** Event data that does not match its schema; `problems` name the paths, never the values. */
export class ContractViolation extends Error {
  constructor(
    readonly eventType: string,
    readonly problems: string[],
  ) {
    super(`${eventType}: ${problems.join('; ')}`);
    this.name = 'ContractViolation';
  }
}

let ajv: Ajv | undefined;
const compiled = new Map<string, ValidateFunction>();

function validatorOf(definition: EventDefinition): ValidateFunction {
  let validator = compiled.get(definition.type);
  if (!validator) {
    if (!ajv) {
      ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
      formats.default(ajv);
    }
    validator = ajv.compile(definition.schema as object);
    compiled.set(definition.type, validator);
  }
  return validator;
}

/**
 * Checks data against the event's schema and returns it typed.
 * @throws ContractViolation listing every path that does not fit.
 */
export function validateEvent<E extends EventDefinition>(
  definition: E,
  data: unknown,
): EventData<E> {
  const validator = validatorOf(definition);
  if (validator(data)) return data as EventData<E>;
  const problems = (validator.errors ?? []).map((error) => {
    const extra = error.params['additionalProperty'] as string | undefined;
    return `${error.instancePath || '/'} ${error.message ?? 'is invalid'}${extra ? ` (${extra})` : ''}`;
  });
  throw new ContractViolation(definition.type, problems);
}
