import type { IDeployment, IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { IService } from 'kubernetes-models/v1';
import { podOf, type Described } from './pod.ts';

/** What tells the pods of a canary from the others. */
type Track = 'stable' | 'canary';

/** Pods that replace one another without an order. */
export function deployment(described: Described, track: Track, replicas: number): IDeployment {
  const { app } = described.labels;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: track === 'stable' ? app : `${app}-canary` },
    spec: {
      replicas,
      // Never fewer than before while a version is replaced.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: { app, track } },
      template: podOf({ ...described, labels: { ...described.labels, track } }),
    },
  };
}

/** Pods whose names others know. */
export function statefulSet(described: Described, replicas: number): IStatefulSet {
  const { app } = described.labels;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: app },
    spec: {
      serviceName: app,
      podManagementPolicy: 'Parallel',
      replicas,
      selector: { matchLabels: { app } },
      template: podOf(described),
    },
  };
}

/** A name of pods, of all versions unless told; headless, it is resolved to their addresses. */
export function service(
  name: string,
  app: string,
  {
    headless = false,
    port = 3000,
    track,
  }: { headless?: boolean; port?: number; track?: Track } = {},
): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: {
      ...(headless && { clusterIP: 'None' }),
      selector: { app, ...(track && { track }) },
      ports: [{ name: 'http', port, ...(!headless && { targetPort: 'http' }) }],
    },
  };
}

/** One pod may be taken away at a time, whatever its version. */
export function budget(app: string): IPodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: app },
    // A pod that is not ready keeps no node from going.
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { app } },
    },
  };
}
