import { money } from '../fragments.js';
import { readModel } from './read-model.js';

export const PartPricesEntry = readModel({
  key: (id: number) => `part:${id}:prices`,
  format: 1,
  schema: money,
});
