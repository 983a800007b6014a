export { alertmanagerConfig } from './alertmanager.ts';
export { BOARDS } from './boards.ts';
export { prometheusConfig } from './prometheus.ts';
