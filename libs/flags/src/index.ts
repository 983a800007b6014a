export { FLAGS, definitionOf, isOnPages } from './catalogue.js';
export type { FlagDefinition, FlagName } from './catalogue.js';
export type { FlagRule, FlagSubject } from './flag-rule.js';
export { Flags } from './flags.js';
export { FlagsModule } from './flags.module.js';
