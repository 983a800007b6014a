import pg from 'pg';

/** Drops the templates of databases that this run has made. */
export default async function endRun() {
  const { TANDEM_TEST_POSTGRES: url, TANDEM_TEST_RUN: run } = process.env;
  if (!url || !run) return;
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  try {
    const { rows } = await server.query(
      `select quote_ident(datname) as name from pg_database where starts_with(datname, $1)`,
      [`template_${run}_`],
    );
    for (const { name } of rows) await server.query(`drop database ${name} with (force)`);
  } finally {
    await server.end();
  }
}
