import { expect, it, jest } from '@jest/globals';
import { IsInt, IsString, MetadataStorage, validateSync } from 'class-validator';
import { keepRules } from './kept-rules.js';

it('gathers the rules of a class once, and anew when a rule is added', () => {
  const storage = new MetadataStorage();
  const gather = jest.spyOn(storage, 'getTargetValidationMetadatas');
  keepRules(storage);
  keepRules(storage);
  class Body {}
  const rules = () => storage.getTargetValidationMetadatas(Body, '', false, false);
  expect(rules()).toBe(rules());
  expect(gather).toHaveBeenCalledTimes(1);
  storage.addValidationMetadata({ target: Body, propertyName: 'name' } as never);
  expect(rules()).toHaveLength(1);
  expect(gather).toHaveBeenCalledTimes(2);
});

it('leaves a class its own rules and those of the class it extends', () => {
  keepRules();
  class Named {
    @IsString() name: unknown = 1;
  }
  class Counted extends Named {
    @IsInt() count: unknown = 'x';
  }
  const wrong = (body: object) => validateSync(body).map(({ property }) => property);
  expect(wrong(new Named())).toEqual(['name']);
  expect(wrong(new Counted()).sort()).toEqual(['count', 'name']);
});
