import pg from 'pg';

export interface Column {
  name: string;
  /** Of `pg_type`. */
  type: number;
}

interface Wire {
  parse(message: { text: string; name: string; types: number[] }): void;
  describe(message: { type: 'S'; name: string }): void;
  sync(): void;
}

/**
 * Asks the server what a statement gives, without running it: the Parse and Describe messages of PostgreSQL's extended
 * query protocol. Done by pg as any query is, in its turn.
 */
class Description {
  private columns: Column[] = [];

  constructor(
    private readonly text: string,
    private readonly done: (error: Error | undefined, columns: Column[]) => void,
  ) {}

  submit(wire: Wire): void {
    wire.parse({ text: this.text, name: '', types: [] });
    wire.describe({ type: 'S', name: '' });
    wire.sync();
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
  }

  /** The last that pg tells a query that failed. */
  handleError(error: Error): void {
    this.done(error, []);
  }

  handleReadyForQuery(): void {
    this.done(undefined, this.columns);
  }
}

/** @throws pg.DatabaseError when the server can't make sense of it. */
export function describeStatement(client: pg.Client, text: string): Promise<Column[]> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | undefined, columns: Column[]) =>
      error ? reject(error) : resolve(columns);
    client.query(new Description(text, done) as unknown as pg.Submittable);
  });
}
