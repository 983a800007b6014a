import { configOf } from '@tandem/config';
import { WarehouseSettings } from './settings/warehouse-settings.js';

/** The settings of the sync gateway: those of each outside system, one on top of the other. */
export class SyncConfig extends configOf('sync-gateway', { base: WarehouseSettings, pool: 6 }) {}
