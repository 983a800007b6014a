import { describe, expect, it } from '@jest/globals';
import { schemasReferredToBy } from './openapi-schemas.js';

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('the schemas that a piece of an API description needs', () => {
  it('are those it names and those they name, also of each other, and no others', () => {
    const schemas = {
      Order: { properties: { lines: { items: to('Line') } } },
      Line: { properties: { order: to('Order'), price: { anyOf: [to('Money'), {}] } } },
      Money: {},
      Secret: { properties: { money: to('Money') } },
    };
    const needed = schemasReferredToBy({ content: { schema: to('Order') } }, schemas);
    expect(needed).toEqual(new Set(['Order', 'Line', 'Money']));
    expect(schemasReferredToBy({ $ref: '#/components/responses/Failed' }, schemas).size).toBe(0);
  });
});
