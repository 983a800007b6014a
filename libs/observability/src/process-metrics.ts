import { statfs } from 'node:fs/promises';
import { metrics } from '@opentelemetry/api';
import {
  ATTR_CPU_MODE,
  ATTR_SYSTEM_FILESYSTEM_STATE,
  CPU_MODE_VALUE_SYSTEM,
  CPU_MODE_VALUE_USER,
  METRIC_PROCESS_CPU_TIME,
  METRIC_PROCESS_MEMORY_USAGE,
  METRIC_PROCESS_UPTIME,
  METRIC_SYSTEM_FILESYSTEM_USAGE,
  SYSTEM_FILESYSTEM_STATE_VALUE_FREE,
  SYSTEM_FILESYSTEM_STATE_VALUE_USED,
} from '@opentelemetry/semantic-conventions/incubating';

const MICROSECONDS = 1e6;

/**
 * CPU, memory and age of this process, as the conventions name them. The event loop and the heap come from the runtime
 * instrumentation; the library for these also reads all disks and networks of the host, several files at each collection.
 */
export function observeProcess(): void {
  const meter = metrics.getMeter('tandem.process');
  meter
    .createObservableCounter(METRIC_PROCESS_CPU_TIME, {
      description: 'CPU seconds of the process by mode.',
      unit: 's',
    })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe(user / MICROSECONDS, { [ATTR_CPU_MODE]: CPU_MODE_VALUE_USER });
      result.observe(system / MICROSECONDS, { [ATTR_CPU_MODE]: CPU_MODE_VALUE_SYSTEM });
    });
  meter
    .createObservableUpDownCounter(METRIC_PROCESS_MEMORY_USAGE, {
      description: 'Physical memory in use.',
      unit: 'By',
    })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableGauge(METRIC_PROCESS_UPTIME, {
      description: 'Seconds since the process was started.',
      unit: 's',
    })
    .addCallback((result) => result.observe(process.uptime()));
  meter
    .createObservableUpDownCounter(METRIC_SYSTEM_FILESYSTEM_USAGE, {
      description: 'Bytes of the disk that the process works on, free for it and not.',
      unit: 'By',
    })
    .addCallback(async (result) => {
      const { bsize, blocks, bavail } = await statfs('.');
      const [free, used] = [SYSTEM_FILESYSTEM_STATE_VALUE_FREE, SYSTEM_FILESYSTEM_STATE_VALUE_USED];
      result.observe(bavail * bsize, { [ATTR_SYSTEM_FILESYSTEM_STATE]: free });
      result.observe((blocks - bavail) * bsize, { [ATTR_SYSTEM_FILESYSTEM_STATE]: used });
    });
}
