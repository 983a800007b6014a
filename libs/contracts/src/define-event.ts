import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

/** The services that own topics; `ce_source` is `/tandem/<service>`. */
export type EventSource = 'catalog' | 'inventory' | 'auth' | 'order' | 'sync-gateway';

/** One kind of event: its name, where it travels, and the JSON Schema of its data. */
export interface EventDefinition<S extends JSONSchema = JSONSchema> {
  /** The CloudEvents type. An incompatible change of the schema needs a new one: `stock.updated.v2`. */
  readonly type: string;
  readonly topic: string;
  readonly source: EventSource;
  readonly aggregateType: string;
  /** The data field that holds the aggregate's id, which is also the Kafka key. */
  readonly aggregateKey: string;
  readonly summary: string;
  readonly schema: S;
}

/** The data of an event, typed from its schema. */
export type EventData<E> = E extends EventDefinition<infer S> ? FromSchema<S> : never;

/** Declares an event; the schema keeps its literal type so that the data can be typed from it. */
export function defineEvent<const S extends JSONSchema>(
  definition: EventDefinition<S>,
): EventDefinition<S> {
  return Object.freeze(definition);
}
