/** What PostgreSQL calls a type of a column, and what the driver returns for it. */
interface TypesOfColumns {
  boolean: boolean;
  integer: number;
  bigint: string;
  text: string;
  'text[]': string[];
  'character(3)': string;
  uuid: string;
  'timestamp(3) with time zone': Date;
}
type ColumnType = keyof TypesOfColumns;
/** A column that may be null says so. */
type Column = ColumnType | `${ColumnType} | null`;
type ValueOf<C extends Column> = C extends `${infer T extends ColumnType} | null`
  ? TypesOfColumns[T] | null
  : C extends ColumnType
    ? TypesOfColumns[C]
    : never;

/** A view that other services read: a contract like an event, changed only by adding columns (decision 0008). */
export interface View<C extends Record<string, Column> = Record<string, Column>> {
  readonly schema: string;
  readonly name: string;
  /** The schemas whose services may read it. */
  readonly readers: readonly string[];
  readonly columns: C;
  /** Over the tables of its owner. */
  readonly select: string;
}

/** A row of a view, as the driver returns it. */
export type RowOf<V extends View> = { [K in keyof V['columns']]: ValueOf<V['columns'][K]> };

export function defineView<const C extends Record<string, Column>>(view: View<C>): View<C> {
  return Object.freeze(view);
}

/** SQL that makes a view, or makes it anew, and lets its readers read it. */
export function viewSql({ schema, name, readers, select }: View): string {
  const roles = readers.map((reader) => `tandem_${reader}`).join(', ');
  return `create or replace view ${schema}.${name} as ${select};
    grant usage on schema ${schema} to ${roles};
    grant select on ${schema}.${name} to ${roles};`;
}
