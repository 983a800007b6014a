import { specifications } from '../fragments.js';
import { readModel } from './read-model.js';

export const PartSpecsEntry = readModel({
  key: (id: number) => `part:${id}:specs`,
  format: 1,
  schema: specifications,
});
