import type { KubeObject } from '../written.ts';
import { access } from './access.ts';
import { availability } from './availability.ts';
import { lives, pods } from './pods.ts';
import { migrationFirst, references } from './references.ts';

const POLICIES = [pods, lives, availability, access, references, migrationFirst];

/** What the objects of an overlay do that none may; each as a sentence. */
export function offences(objects: readonly KubeObject[]): string[] {
  return POLICIES.flatMap((policy) => policy(objects));
}
