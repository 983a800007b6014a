import type { IContainer } from 'kubernetes-models/v1';
import { GRACE, LEAVES_FOR } from '../pod.ts';
import { nameOf, type KubeObject } from '../written.ts';
import { containersOf, lasting, workloads, type Workload } from './world.ts';

/** Longest time that a service takes to stop after SIGTERM (decision 0045). */
const STOPS_WITHIN = 15;

/** What a pod may do on its node: as little as a pod can. */
export function pods(objects: readonly KubeObject[]): string[] {
  return workloads(objects).flatMap((one) => [
    ...ofPod(one).map((what) => `${nameOf(one)} ${what}`),
    ...containersOf(one).flatMap((container) =>
      ofContainer(container).map((what) => `${nameOf(one)}, ${container.name}: ${what}`),
    ),
  ]);
}

function ofPod({ spec }: Workload): string[] {
  const pod = spec.template.spec;
  const { securityContext: may } = pod;
  return [
    ...told(may?.runAsNonRoot !== true || !may.runAsUser, 'may run as root'),
    ...told(may?.seccompProfile?.type !== 'RuntimeDefault', 'has no seccomp profile'),
    ...told(pod.automountServiceAccountToken !== false, 'is given a token of the cluster'),
    ...told(
      Boolean(pod.hostNetwork || pod.hostPID || pod.hostIPC),
      'shares namespaces of its node',
    ),
    ...told(
      (pod.volumes ?? []).some((volume) => volume.hostPath),
      'has a folder of its node',
    ),
  ];
}

function ofContainer({ image, resources, securityContext: may }: IContainer): string[] {
  const version = /:([^/:@]+)$/.exec(image ?? '')?.[1];
  const { requests = {}, limits = {} } = resources ?? {};
  return [
    ...told(may?.privileged === true, 'is privileged'),
    ...told(may?.allowPrivilegeEscalation !== false, 'may gain privileges'),
    ...told(may?.readOnlyRootFilesystem !== true, 'may write into its image'),
    ...told(may?.runAsNonRoot === false || may?.runAsUser === 0, 'runs as root'),
    ...told(
      may?.capabilities?.drop?.join() !== 'ALL' || Boolean(may.capabilities.add?.length),
      'keeps capabilities',
    ),
    ...told(!requests['cpu'] || !requests['memory'], 'does not say what it needs'),
    ...told(!limits['memory'], 'has no limit of memory'),
    ...told(!version || version === 'latest', `has no version: ${image}`),
  ];
}

/** What is asked whether it lives, and is stopped without a request being lost. */
export function lives(objects: readonly KubeObject[]): string[] {
  return lasting(objects).flatMap((one) => {
    const { terminationGracePeriodSeconds: grace = GRACE, containers } = one.spec.template.spec;
    return containers.flatMap(({ startupProbe, readinessProbe, livenessProbe, lifecycle }) => {
      const leaves = lifecycle?.preStop?.sleep?.seconds ?? 0;
      return [
        ...told(!startupProbe, 'has no startup probe'),
        ...told(!readinessProbe, 'has no readiness probe'),
        ...told(!livenessProbe, 'has no liveness probe'),
        ...told(
          readinessProbe?.httpGet?.path === '/health/live' ||
            livenessProbe?.httpGet?.path === '/health/ready',
          'is killed for what its backing services do, or asked before it is ready',
        ),
        ...told(leaves < LEAVES_FOR, 'stops before its Services know'),
        ...told(leaves + STOPS_WITHIN > grace, 'is killed before it has stopped'),
      ].map((what) => `${nameOf(one)} ${what}`);
    });
  });
}

export const told = (isSo: boolean, what: string): string[] => (isSo ? [what] : []);
