import { readAmount, type AdminPart } from '@tandem/ui';
import { localMoment } from './local-moment';

export interface SpecRow {
  name: string;
  value: string;
  unit: string;
  group: string;
}

/** What the content form edits, flat and never null, so that two states compare by value. */
export interface PartForm {
  part_name: string;
  sku: string;
  description: string;
  category_id: AdminPart['category_id'];
  price: string;
  currency: string;
  status: AdminPart['status'];
  /** As a field for date and time holds it; of a scheduled part only. */
  publish_at: string;
  specifications: SpecRow[];
  /** Of a game, in one order, so that two states compare by value. */
  genre_ids: string[];
  platform_ids: string[];
}

export function formOf(part: AdminPart): PartForm {
  return {
    part_name: part.part_name,
    sku: part.sku,
    description: part.description ?? '',
    category_id: part.category_id,
    price: part.price.amount,
    currency: part.price.currency,
    status: part.status,
    publish_at: part.publish_at ? localMoment(part.publish_at) : '',
    specifications: part.specifications.map((spec) => ({
      name: spec.name,
      value: spec.value,
      unit: spec.unit ?? '',
      group: spec.group ?? '',
    })),
    genre_ids: part.genres.map(({ id }) => id).sort(),
    platform_ids: part.platforms.map(({ id }) => id).sort(),
  };
}

/** The API's shape of a form. */
export function bodyOf(form: PartForm) {
  return {
    part_name: form.part_name,
    sku: form.sku,
    description: form.description,
    category_id: form.category_id,
    price: {
      // What is no amount is sent as it was typed: the answer says what is wrong with it.
      amount: readAmount(form.price, { currency: form.currency }).amount ?? form.price.trim(),
      currency: form.currency,
    },
    status: form.status,
    publish_at:
      form.status === 'scheduled' && form.publish_at
        ? new Date(form.publish_at).toISOString()
        : null,
    specifications: form.specifications.map((spec) => ({
      name: spec.name,
      value: spec.value,
      ...(spec.unit ? { unit: spec.unit } : {}),
      ...(spec.group ? { group: spec.group } : {}),
    })),
    genre_ids: form.genre_ids,
    platform_ids: form.platform_ids,
  };
}

/** Only what was edited is sent, so two people working on different fields do not undo each other. */
export function changedFields(
  form: PartForm,
  before: PartForm,
): Partial<ReturnType<typeof bodyOf>> {
  const now = bodyOf(form);
  const then = bodyOf(before);
  return Object.fromEntries(
    Object.entries(now).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(then[key as keyof typeof then]),
    ),
  );
}
