import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { nameOf, type KubeObject } from '../written.ts';
import { told } from './pods.ts';
import { lasting, ofKind, selects } from './world.ts';

interface Scaler extends KubeObject {
  spec: {
    scaleTargetRef: { kind: string; name: string };
    minReplicaCount?: number;
    minReplicas?: number;
    maxReplicaCount?: number;
    maxReplicas?: number;
  };
}

/** That a node may go, and a version be replaced, without anybody noticing. */
export function availability(objects: readonly KubeObject[]): string[] {
  const budgets = ofKind<IPodDisruptionBudget>(objects, 'PodDisruptionBudget');
  const scalers = [
    ...ofKind<Scaler>(objects, 'ScaledObject'),
    ...ofKind<Scaler>(objects, 'HorizontalPodAutoscaler'),
  ];
  return lasting(objects).flatMap((one) => {
    const { labels } = one.spec.template.metadata;
    const kept = budgets.filter(({ spec }) => spec?.selector && selects(spec.selector, labels));
    const scaled = scalers.filter(
      ({ spec: { scaleTargetRef: to } }) => to.kind === one.kind && to.name === one.metadata.name,
    );
    const { replicas } = one.spec;
    const spread = one.spec.template.spec.topologySpreadConstraints ?? [];
    return [
      ...told(kept.length !== 1, `has ${kept.length} budgets of disruption`),
      ...told(
        kept.some(({ spec }) => spec?.maxUnavailable !== 1),
        'is taken away whole, or keeps its node for ever',
      ),
      ...told(scaled.length > 1, 'is scaled by two'),
      ...told(
        scaled.some(
          ({ spec: s }) =>
            (s.minReplicaCount ?? s.minReplicas ?? 0) < 2 ||
            (s.maxReplicaCount ?? s.maxReplicas ?? 0) <= (s.minReplicaCount ?? s.minReplicas ?? 0),
        ),
        'is scaled to fewer than two, or not at all',
      ),
      ...told(scaled.length === 1 && replicas !== undefined, 'is set back by each release'),
      ...told(scaled.length === 0 && !replicas, 'does not say how many there are'),
      ...told(
        !spread.some(({ labelSelector }) => labelSelector && selects(labelSelector, labels)),
        'may have all of its pods on one node',
      ),
    ].map((what) => `${nameOf(one)} ${what}`);
  });
}
