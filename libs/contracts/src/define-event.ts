import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

/** The services that own topics; `ce_source` is `/tandem/<service>`. */
type EventSource = 'catalog' | 'inventory' | 'auth' | 'order' | 'sync-gateway';

/** One kind of event: its name, where it travels, and the JSON Schema of its data. */
export interface EventDefinition<Data = unknown> {
  /** The CloudEvents type. An incompatible change of the schema needs a new one: `stock.updated.v2`. */
  readonly type: string;
  readonly topic: string;
  readonly source: EventSource;
  readonly aggregateType: string;
  /** The data field that holds the aggregate's id, which is also the Kafka key. */
  readonly aggregateKey: string;
  readonly summary: string;
  readonly schema: object;
  /** Carries the type of the data; never there at run time. */
  readonly data?: Data;
}

/** The data of an event, typed from its schema. */
export type EventData<E extends EventDefinition> = NonNullable<E['data']>;

/** Declares an event; its data is typed from the schema. */
export function defineEvent<const S extends JSONSchema>(
  definition: Omit<EventDefinition, 'schema' | 'data'> & { schema: S },
): EventDefinition<FromSchema<S>> {
  return Object.freeze(definition as EventDefinition<FromSchema<S>>);
}
