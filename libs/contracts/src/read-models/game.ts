import { partCore } from '../fragments.js';
import { readModel } from './read-model.js';

/** A game's own fields, under a key of their own beside those of the part that it is. */
export const GameEntry = readModel({
  key: (id: number) => `game:${id}`,
  format: 1,
  schema: partCore,
});
