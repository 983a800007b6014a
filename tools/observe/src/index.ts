export { BOARDS } from './boards.ts';
export { prometheusConfig } from './prometheus.ts';
