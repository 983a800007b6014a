import { defineView } from './view.js';

/** When each outside system of stock last answered. Whoever reads it judges by its own clock of the database what is too old. */
export const SourceHealth = defineView({
  schema: 'sync',
  name: 'source_health',
  readers: ['catalog', 'inventory', 'orders', 'realtime'],
  columns: {
    source: 'text',
    enabled: 'boolean',
    last_success_at: 'timestamp(3) with time zone | null',
    stale_after_ms: 'integer',
    is_stale: 'boolean',
  },
  select: `
    select source, enabled, last_success_at, stale_after_ms,
           enabled and greatest(last_success_at, enabled_at) < clock_timestamp() - stale_after_ms * interval '1 ms' as is_stale
      from sync.sources`,
});
