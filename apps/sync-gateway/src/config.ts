import { configOf } from '@tandem/config';
import { SyncSettings } from './settings/sync-settings.js';

/** The settings of the sync gateway: those of each outside system, one on top of the other. */
export class SyncConfig extends configOf('sync-gateway', { base: SyncSettings, pool: 6 }) {}
