import { defineView } from './view.js';

/** What staff decided about feature flags. A flag without a row has the default that the code gives it. */
export const FlagsView = defineView({
  schema: 'realtime',
  name: 'flags',
  readers: ['auth', 'catalog', 'inventory', 'orders', 'sync', 'realtime'],
  columns: {
    name: 'text',
    enabled: 'boolean',
    percentage: 'integer | null',
    roles: 'text[]',
    version: 'integer',
  },
  select: 'select name, enabled, percentage, roles, version from realtime.feature_flags',
});

/** The channel on which the realtime gateway's database announces that a row of it has changed. */
export const FLAGS_CHANNEL = 'tandem_flags';
