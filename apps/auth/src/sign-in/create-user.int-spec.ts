import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inBackground } from '@tandem/observability';
import { openDatabase, transaction, type Database } from '@tandem/persistence';
import { createTestDatabase } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { v7 as uuidv7 } from 'uuid';
import { migrations } from '../migrations/all.js';
import { createUser } from './create-user.js';

let database: TestDatabase;
let dataSource: Database;

beforeAll(async () => {
  database = await createTestDatabase('t_create_user', [{ schema: 'auth', migrations }]);
  const url = database.urlOf('auth');
  dataSource = await openDatabase({ url, schema: 'auth', applicationName: 'create-user-spec' });
});
afterAll(async () => {
  await dataSource.close();
  await database.drop();
});

const person = (email: string) => ({
  id: uuidv7(),
  email,
  passwordHash: '$argon2id$v=19$m=1024,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
  displayName: 'Ada',
  roles: ['customer'],
});

describe('an address that has an account', () => {
  it('is refused without an error of the database, whose log would hold it', async () => {
    await inBackground('spec', async () => {
      await transaction(dataSource, (tx) => createUser(tx, person('ada@example.com')));
      await transaction(dataSource, async (tx) => {
        await expect(createUser(tx, person('Ada@example.com'))).rejects.toMatchObject({
          code: 'email_taken',
        });
        // After an error the transaction would answer nothing any more.
        expect(await tx.query('select count(*)::int as n from users')).toEqual([{ n: 1 }]);
      });
    });
  });
});
