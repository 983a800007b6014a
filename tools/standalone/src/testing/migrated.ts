import { SERVICES } from '@tandem/config/services';
import { createTestDatabase, type TestDatabase } from '@tandem/testing';
import { loadService } from '../load-service.ts';

/** A fresh database with the tables of all services, without seed data. */
export async function databaseOfAll(name: string): Promise<TestDatabase> {
  const services = SERVICES.map(async (entry) => {
    const { migrations } = await loadService(entry.name);
    return { schema: entry.schema, migrations };
  });
  return createTestDatabase(name, await Promise.all(services));
}
