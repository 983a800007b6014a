/** What a socket asks to follow, checked. */
export interface SubscriptionRequest {
  parts: number[];
  lists: string[];
}

interface FieldError {
  field: string;
  message: string;
}

/** An ack that refuses; the socket stays connected. */
export interface Refusal {
  ok: false;
  code: string;
  detail: string;
  errors?: FieldError[];
}

export type Checked<T> = { ok: true; value: T } | Refusal;

export const MAX_PARTS_PER_SOCKET = 200;
export const MAX_LISTS_PER_SOCKET = 20;

const LARGEST_PART_ID = 2_147_483_647;
const FIELDS = new Set(['parts', 'lists']);
/** Slugs are lower-case letters, digits and dashes. */
const LIST_NAME =
  /^(?:parts|games|categories|genres|platforms|(?:category|genre|platform):[a-z0-9](?:[a-z0-9-]{0,119}))$/;
/** One message never carries more than this many complaints back. */
const MAX_ERRORS = 10;

/** Checks the payload of `subscribe` and `unsubscribe`; duplicates within one call are folded. */
export function checkSubscription(payload: unknown): Checked<SubscriptionRequest> {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return refused([{ field: '', message: 'must be an object with parts or lists' }]);
  }
  const errors: FieldError[] = [];
  for (const field of Object.keys(payload)) {
    if (!FIELDS.has(field)) errors.push({ field, message: 'is not a known field' });
  }
  const { parts, lists } = payload as Record<string, unknown>;
  const partIds = checkEach(parts, 'parts', isPartId, 'must be a part id', errors);
  const listNames = checkEach(lists, 'lists', isListName, 'is not a list there is', errors);
  if (errors.length === 0 && parts === undefined && lists === undefined) {
    errors.push({ field: '', message: 'must hold parts or lists' });
  }
  if (errors.length > 0) return refused(errors);
  return { ok: true, value: { parts: [...new Set(partIds)], lists: [...new Set(listNames)] } };
}

/** True for a list room there is, such as `parts`, `games`, `categories` or `category:<slug>`. */
function isListName(value: unknown): value is string {
  return typeof value === 'string' && LIST_NAME.test(value);
}

function isPartId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LARGEST_PART_ID;
}

function checkEach<T>(
  values: unknown,
  field: string,
  isRight: (value: unknown) => value is T,
  message: string,
  errors: FieldError[],
): T[] {
  if (values === undefined) return [];
  if (!Array.isArray(values)) {
    errors.push({ field, message: 'must be an array' });
    return [];
  }
  const right: T[] = [];
  for (const [index, value] of values.entries()) {
    if (isRight(value)) right.push(value);
    else if (errors.length < MAX_ERRORS) errors.push({ field: `${field}.${index}`, message });
  }
  return right;
}

function refused(errors: FieldError[]): Refusal {
  return {
    ok: false,
    code: 'validation_failed',
    detail: errors.map(({ field, message }) => `${field || 'payload'} ${message}`).join('; '),
    errors,
  };
}
