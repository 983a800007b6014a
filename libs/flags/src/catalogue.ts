import { PAGE_FLAGS } from '@tandem/contracts';

/** What is written down of a flag before anybody switches it. */
interface FlagDefinition {
  /** What it is for, in words for staff. */
  purpose: string;
  /** What holds while nobody has decided otherwise, or the database can't be asked. */
  default: boolean;
  /** When the flag, and the code that asks for it, goes: what follows "it goes when". */
  removeWhen: string;
}

/** Every flag of the shop. Asking for one that is not here is a defect. */
export const FLAGS = {
  feature_fe_inventory_sync_fl_catalog_enabled: {
    purpose:
      'The shop takes the stock figures of the warehouse over and warns shoppers when they are old. Off: the shop goes by its own figures. A share of less than 100% or a role also stops the reading of the warehouse, for everybody.',
    default: PAGE_FLAGS.feature_fe_inventory_sync_fl_catalog_enabled,
    removeWhen: 'the warehouse sync has run for a month without a fault of its own',
  },
} as const satisfies Readonly<Record<string, FlagDefinition>>;

export type FlagName = keyof typeof FLAGS;

/** What the code says of a flag; undefined for a name that it does not know. */
export function definitionOf(name: string): FlagDefinition | undefined {
  return Object.hasOwn(FLAGS, name) ? FLAGS[name as FlagName] : undefined;
}

/** Whether pages may ask for the flag. */
export function isOnPages(name: string): boolean {
  return Object.hasOwn(PAGE_FLAGS, name);
}
