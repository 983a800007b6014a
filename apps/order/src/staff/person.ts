import type { Contact } from '@tandem/contracts';
import type { PersonDto } from './staff.dto.js';

/** Somebody as staff see them; without a name when auth did not say. */
export function personOf(id: string, people: Map<string, Contact> | null): PersonDto {
  return { id, display_name: people?.get(id)?.display_name ?? null };
}
