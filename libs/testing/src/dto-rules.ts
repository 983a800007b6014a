import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate } from 'class-validator';

type Dto = new () => object;
type Rule = { propertyName: string; type: string; name?: string };

/** Each DTO class that has been loaded, with the rules of each of its fields, inherited ones included. */
function loadedDtos(): Map<Dto, Map<string, Rule[]>> {
  const storage = getMetadataStorage();
  const { validationMetadatas } = storage as unknown as { validationMetadatas: Map<Dto, unknown> };
  const dtos = new Map<Dto, Map<string, Rule[]>>();
  for (const dto of validationMetadatas.keys()) {
    if (typeof dto !== 'function') continue;
    const fields = new Map<string, Rule[]>();
    const rules = storage.getTargetValidationMetadatas(dto, '', false, false) as unknown as Rule[];
    for (const rule of rules) {
      fields.set(rule.propertyName, [...(fields.get(rule.propertyName) ?? []), rule]);
    }
    dtos.set(dto, fields);
  }
  return dtos;
}

/**
 * Whether the rules of `property` itself refuse a value, naming `field`. Asked of class-validator and not of the request's
 * pipe, which stops naming fields after twenty.
 */
async function isRefused(
  dto: Dto,
  property: string,
  value: unknown,
  field = property,
): Promise<boolean> {
  const errors = await validate(plainToInstance(dto, { [property]: value }), {
    stopAtFirstError: true,
    forbidUnknownValues: false,
  });
  const own = errors.find((error) => error.property === property);
  const messages = Object.values(own?.constraints ?? {});
  return messages.some((message) => field === property || message.startsWith(`${field} `));
}

const NESTED = 'nestedValidation';

/** Every field of every loaded DTO that holds objects of another DTO; `list` when it holds a list of them. */
async function nestedFields(): Promise<{ dto: Dto; property: string; list: boolean }[]> {
  const found: { dto: Dto; property: string; list: boolean }[] = [];
  for (const [dto, fields] of loadedDtos()) {
    for (const [property, rules] of fields) {
      if (!rules.some(({ type }) => type === NESTED)) continue;
      found.push({ dto, property, list: await isRefused(dto, property, {}) });
    }
  }
  return found;
}

const NO_OBJECTS: unknown[] = [[], [[]], [{}], 'text', '', 0, 1, true, null];

/** What the loaded DTOs would take for an object though it is none, as `Class.field value`; should be empty. */
export async function takenForObjects(): Promise<string[]> {
  const taken: string[] = [];
  for (const { dto, property, list } of await nestedFields()) {
    for (const value of NO_OBJECTS) {
      // A field that may be null says so, and a null in place of its object is no mistake.
      if (!list && value === null) continue;
      const refused = list
        ? await isRefused(dto, property, [value], `${property}.0`)
        : await isRefused(dto, property, value);
      if (!refused) taken.push(`${dto.name}.${property} ${JSON.stringify(value)}`);
    }
  }
  return taken;
}

const TEXT_RULES = ['isString', 'isLength', 'maxLength', 'minLength', 'isEmail', 'isUrl'];
/** Formats that say by themselves which characters there can be. */
const FORMATS = ['isPeoplesText', 'isOneEmail', 'isIn', 'isUuid', 'isDay', 'isInstant', 'matches'];

/** The fields of loaded DTOs that take text under no rule for people's texts and no other format, as `Class.field`. */
export function textsWithoutRule(): string[] {
  const without: string[] = [];
  for (const [dto, fields] of loadedDtos()) {
    // Settings are texts of whoever runs the shop.
    if (/(Config|Settings)$/.test(dto.name)) continue;
    for (const [property, rules] of fields) {
      const names = rules.map(({ name, type }) => name ?? type);
      const isText = names.some((name) => TEXT_RULES.includes(name));
      // A password is kept as a hash, and taken as it was typed.
      if (!isText || property === 'password') continue;
      if (!names.some((name) => FORMATS.includes(name))) without.push(`${dto.name}.${property}`);
    }
  }
  return without;
}
