export { alertmanagerConfig } from './alertmanager.ts';
export { BOARDS } from './boards.ts';
export { impatientRules, prometheusConfig } from './prometheus.ts';
