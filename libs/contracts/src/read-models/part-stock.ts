import { cachedStockSchema } from '../fragments.js';
import { readModel } from './read-model.js';

/** What shoppers may know of a part's stock, by inventory; the catalogue fills it in when it is missing. */
export const PartStockEntry = readModel({
  key: (id: number) => `part:${id}:stock`,
  format: 2,
  schema: cachedStockSchema,
});
