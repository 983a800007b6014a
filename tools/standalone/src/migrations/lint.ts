import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { MigrationSource } from '@tandem/persistence';

/** What a migration does that instances of the former version, or people who wait, would notice. */
export interface Finding {
  /** `catalog/NoLikeness1700000000230` */
  migration: string;
  rule: string;
  says: string;
  statement: string;
}

export interface MigrationsOf {
  name: string;
  migrations: MigrationSource;
}

/** Squawk's rules that are not about a change under load, or are kept elsewhere. */
const LEFT_OUT = [
  // `migrate` of libs/persistence gives every migration both.
  'require-lock-timeout',
  'require-statement-timeout',
  // Types are chosen by what they hold; a migration that failed has been rolled back and needs no `if exists`.
  ...['prefer-bigint-over-int', 'prefer-bigint-over-smallint', 'prefer-text-field'],
  ...['prefer-timestamp-tz', 'ban-char-field', 'prefer-robust-stmts'],
];

interface Told {
  file: string;
  line: number;
  rule_name: string;
  message: string;
}

/**
 * Looks at the SQL that each migration sends, by Squawk: what locks a table for long, or takes away what the former version
 * still reads. A line `-- squawk-ignore <rule>` above a statement lets it be, where the migration says why.
 * @throws Error when Squawk can't read them or is not there.
 */
export async function lintMigrations(services: readonly MigrationsOf[]): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-migrations-'));
  try {
    const [together, alone] = [join(folder, 'together'), join(folder, 'alone')];
    const written = new Map<string, { migration: string; lines: string[] }>();
    for (const { name, migrations } of services) {
      for (const Migration of migrations) {
        const migration = new Migration();
        // One that makes an index beside the shop’s writes can’t be in a transaction.
        const into = join(migration.transaction === false ? alone : together, name);
        mkdirSync(into, { recursive: true });
        const text = await sqlOf(migration);
        const file = join(into, `${Migration.name}.sql`);
        writeFileSync(file, text);
        written.set(file, { migration: `${name}/${Migration.name}`, lines: text.split('\n') });
      }
    }
    const told = [...squawk(together, ['--assume-in-transaction']), ...squawk(alone, [])];
    return told.map(({ file, line, rule_name: rule, message: says }) => {
      const { migration, lines } = written.get(file)!;
      return { migration, rule, says, statement: (lines[line] ?? '').trim().slice(0, 120) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sqlOf(migration: InstanceType<MigrationSource[number]>): Promise<string> {
  const sent: string[] = [];
  const runner = {
    query: (sql: string) => {
      sent.push(sql.trim().replace(/;?$/, ';'));
      return Promise.resolve([]);
    },
  };
  await migration.up(runner as never);
  return `${sent.join('\n')}\n`;
}

function squawk(folder: string, options: readonly string[]): Told[] {
  const program = createRequire(import.meta.url).resolve('squawk-cli/package.json');
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [
      join(dirname(program), 'js', 'bin', 'squawk'),
      ...['--pg-version', '18', '--reporter', 'json', '--no-error-on-unmatched-pattern'],
      ...['--exclude', LEFT_OUT.join(',')],
      ...options,
      join(folder, '**', '*.sql'),
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (error || (status !== 0 && !stdout.startsWith('[')))
    throw new Error(`Squawk does not work here: ${error?.message ?? stderr}`);
  return stdout.trim() ? (JSON.parse(stdout) as Told[]) : [];
}
