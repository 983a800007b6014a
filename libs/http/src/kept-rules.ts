import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;

const keeping = new WeakSet<Storage>();

/**
 * Keeps the rules of each DTO class until a rule is added. class-validator gathers them anew for every object that it looks at, from
 * all classes there are: a part of a file has four such objects.
 */
export function keepRules(storage: Storage = getMetadataStorage()): void {
  if (keeping.has(storage)) return;
  keeping.add(storage);
  const gather = storage.getTargetValidationMetadatas.bind(storage);
  const add = storage.addValidationMetadata.bind(storage);
  let kept = new WeakMap<object, Rules>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    const isPlain = !schema && !always && !strictGroups && !groups?.length;
    if (!isPlain || typeof target !== 'function')
      return gather(target, schema, always, strictGroups, groups);
    let rules = kept.get(target);
    if (!rules) kept.set(target, (rules = gather(target, schema, always, strictGroups, groups)));
    return rules;
  };
  storage.addValidationMetadata = (rule) => {
    kept = new WeakMap();
    add(rule);
  };
}
