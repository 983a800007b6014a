import { canonicalEmail } from '@tandem/http';
import { v7 as uuidv7 } from 'uuid';
import { inBackground } from '@tandem/observability';
import { transaction, withDatabase, type Database } from '@tandem/persistence';
import type { AuthConfig } from './config.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { createUser } from './sign-in/create-user.js';

const DEVELOPMENT_PASSWORD = 'tandem-dev-password';
const DEVELOPMENT_USERS = [
  { email: 'admin@tandem.test', displayName: 'Ada Admin', roles: ['admin'] },
  { email: 'content@tandem.test', displayName: 'Conny Content', roles: ['content'] },
  { email: 'stock@tandem.test', displayName: 'Stanley Stock', roles: ['stock'] },
  { email: 'customer@tandem.test', displayName: 'Cora Customer', roles: ['customer'] },
];

/** What making the first users needs: the job that does it is given no other secret of auth. */
export const SEED_SETTINGS = [
  'nodeEnv',
  'databaseUrl',
  'firstAdminEmail',
  'firstAdminPassword',
  'argon2MemoryKib',
  'argon2Passes',
  'hashesAtOnce',
  'hashesWaiting',
] as const;
type SeedSettings = Pick<AuthConfig, (typeof SEED_SETTINGS)[number]>;

interface Person {
  email: string;
  displayName: string;
  roles: string[];
  password: string;
}

/** Makes the first users where they are missing; returns the addresses it made. May run any number of times. */
export async function seedUsers(config: SeedSettings): Promise<string[]> {
  const options = {
    url: config.databaseUrl,
    schema: 'auth',
    applicationName: 'auth-seed',
    poolSize: 1,
  };
  return withDatabase(options, (database) =>
    inBackground('seed users', () => makeUsers(config, database)),
  );
}

async function makeUsers(config: SeedSettings, database: Database): Promise<string[]> {
  const made: string[] = [];
  for (const person of await peopleFor(config, database)) {
    if (await makeUser(database, new PasswordHasher(config), person)) made.push(person.email);
  }
  return made;
}

async function peopleFor(config: SeedSettings, database: Database): Promise<Person[]> {
  if (config.nodeEnv !== 'production') {
    return DEVELOPMENT_USERS.map((user) => ({ ...user, password: DEVELOPMENT_PASSWORD }));
  }
  const { firstAdminEmail, firstAdminPassword: password } = config;
  const [admin] = await database.query(`select 1 from user_roles where role = 'admin' limit 1`);
  if (admin || firstAdminEmail === '') return [];
  const email = canonicalEmail(firstAdminEmail);
  return [{ email, displayName: 'Admin', roles: ['admin'], password }];
}

async function makeUser(
  database: Database,
  hasher: PasswordHasher,
  person: Person,
): Promise<boolean> {
  const [existing] = await database.query(`select 1 from users where lower(email) = $1`, [
    person.email,
  ]);
  if (existing) return false;
  const passwordHash = await hasher.hash(person.password);
  const { email, displayName, roles } = person;
  await transaction(database, async (tx) => {
    await createUser(tx, { id: uuidv7(), email, displayName, roles, passwordHash });
    await tx.execute(`update users set email_confirmed_at = now() where email = $1`, [email]);
  });
  return true;
}
