import { configOf } from '@tandem/config';

/** The settings of operations. */
export class OperationsConfig extends configOf('operations', { pool: 4 }) {}
