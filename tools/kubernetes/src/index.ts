export { PARTITIONS, queriesOfScaling, SCALED } from './scaling.ts';
