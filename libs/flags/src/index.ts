export { FLAGS, definitionOf, isOnPages } from './catalogue.js';
export { Flags } from './flags.js';
export { FlagsModule } from './flags.module.js';
