import type {
  IPodMonitor,
  IPrometheusRule,
} from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { KubeObject } from './written.ts';

const RULES = new URL('../../../deploy/prometheus/alerts.yml', import.meta.url);

/** What the Prometheus Operator is told: whom to ask, and the rules of deploy/prometheus. */
export function monitoring(): KubeObject[] {
  return [podMonitor(), rules()];
}

/** `job` and `service` as the rules and dashboards have them, and which pods are a canary's. */
function podMonitor(): IPodMonitor {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'tandem' },
    spec: {
      selector: { matchLabels: { tier: 'service' } },
      podMetricsEndpoints: [
        {
          port: 'http',
          path: '/metrics',
          interval: '15s',
          honorLabels: true,
          relabelings: [
            { targetLabel: 'job', replacement: 'tandem' },
            { sourceLabels: ['__meta_kubernetes_pod_label_app'], targetLabel: 'service' },
            { sourceLabels: ['__meta_kubernetes_pod_label_track'], targetLabel: 'track' },
          ],
        },
      ],
    },
  };
}

function rules(): IPrometheusRule {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'tandem' },
    spec: parse(readFileSync(RULES, 'utf8')) as IPrometheusRule['spec'],
  };
}
