import type { Job } from '@tandem/ui';

export type { DeadLetter, Job } from '@tandem/ui';
export type JobState = Job['state'];
export type ServiceName =
  | 'auth'
  | 'catalog'
  | 'inventory'
  | 'order'
  | 'sync-gateway'
  | 'realtime-gateway'
  | 'watcher'
  | 'operations';
