import { images } from '../fragments.js';
import { readModel } from './read-model.js';

export const PartImagesEntry = readModel({
  key: (id: number) => `part:${id}:images`,
  format: 1,
  schema: images,
});
