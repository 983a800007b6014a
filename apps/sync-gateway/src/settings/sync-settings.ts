import { Setting } from '@tandem/config';
import { IsInt, Max, Min } from 'class-validator';
import { WarehouseSettings } from './warehouse-settings.js';

/** How runs of synchronisation go. */
export class SyncSettings extends WarehouseSettings {
  @Setting({
    env: 'SYNC_RUN_PATIENCE_MS',
    doc: 'How long a run tries again what fails without interruption, until the run is given up.',
    default: 900_000,
  })
  @IsInt()
  @Min(0)
  @Max(86_400_000)
  syncRunPatienceMs!: number;
}
