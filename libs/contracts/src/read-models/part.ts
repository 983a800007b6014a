import { partCore } from '../fragments.js';
import { readModel } from './read-model.js';

/** A part's own fields, by the catalogue: no price, images, specifications or stock. */
export const PartEntry = readModel({
  key: (id: number) => `part:${id}`,
  format: 1,
  schema: partCore,
});
