import { describe, expect, it } from '@jest/globals';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { IContainer, IPodSpec } from 'kubernetes-models/v1';
import { serviceEntry } from '@tandem/config/services';
import { scaling } from '../scaling.ts';
import { canaryOf, canaryPodsOf } from '../services.ts';
import { base } from '../testing/base.ts';
import type { KubeObject } from '../written.ts';
import { offences } from './policies.ts';
import type { Workload } from './world.ts';

const find = (objects: KubeObject[], kind: string, name: string) =>
  objects.find((one) => one.kind === kind && one.metadata?.name === name)!;
const drop = (objects: KubeObject[], kind: string, name: string) =>
  void objects.splice(objects.indexOf(find(objects, kind, name)), 1);
const catalog = (objects: KubeObject[]) => find(objects, 'Deployment', 'catalog') as Workload;
const pod = (change: (spec: IPodSpec) => unknown) => (objects: KubeObject[]) =>
  void change(catalog(objects).spec.template.spec);
const container = (change: (container: IContainer) => unknown) =>
  pod(({ containers }) => change(containers[0]!));
const share = (objects: KubeObject[], value: string) => {
  const { containers } = (find(objects, 'Deployment', 'shop') as Workload).spec.template.spec;
  containers[0]!.env!.push({ name: 'TANDEM_CANARY', value });
};
const scaled = (objects: KubeObject[]) => {
  const one = scaling().find((told) => !('about' in told) && told.metadata?.name === 'catalog');
  objects.push({ ...(one as KubeObject), metadata: { name: 'catalog', namespace: 'tandem' } });
};

const REFUSED: [string, (objects: KubeObject[]) => void][] = [
  ['Deployment catalog may run as root', pod((it) => (it.securityContext!.runAsNonRoot = false))],
  ['Deployment catalog may run as root', pod((it) => (it.securityContext!.runAsUser = 0))],
  ['has no seccomp profile', pod((it) => delete it.securityContext!.seccompProfile)],
  ['is given a token of the cluster', pod((it) => delete it.automountServiceAccountToken)],
  ['shares namespaces of its node', pod((it) => (it.hostNetwork = true))],
  [
    'has a folder of its node',
    pod((it) => it.volumes!.push({ name: 'all', hostPath: { path: '/' } })),
  ],
  ['is privileged', container((it) => (it.securityContext!.privileged = true))],
  ['may gain privileges', container((it) => delete it.securityContext!.allowPrivilegeEscalation)],
  ['write into its image', container((it) => delete it.securityContext!.readOnlyRootFilesystem)],
  [
    'keeps capabilities',
    container((it) => (it.securityContext!.capabilities!.add = ['NET_ADMIN'])),
  ],
  ['does not say what it needs', container((it) => delete it.resources!.requests)],
  ['has no limit of memory', container((it) => delete it.resources!.limits)],
  ['has no version: tandem/catalog', container((it) => (it.image = 'tandem/catalog'))],
  ['has no version', container((it) => (it.image = 'registry:5000/catalog'))],
  ['has no version', container((it) => (it.image = 'tandem/catalog:latest'))],
  ['has no startup probe', container((it) => delete it.startupProbe)],
  ['has no readiness probe', container((it) => delete it.readinessProbe)],
  ['has no liveness probe', container((it) => delete it.livenessProbe)],
  [
    'is killed for what its backing services do',
    container((it) => (it.livenessProbe!.httpGet!.path = '/health/ready')),
  ],
  ['stops before its Services know', container((it) => delete it.lifecycle)],
  ['is killed before it has stopped', pod((it) => (it.terminationGracePeriodSeconds = 15))],
  ['may have all of its pods on one node', pod((it) => delete it.topologySpreadConstraints)],
  ['has 0 budgets of disruption', (all) => drop(all, 'PodDisruptionBudget', 'catalog')],
  ['does not say how many there are', (all) => delete catalog(all).spec.replicas],
  ['Deployment catalog is set back by each release', scaled],
  ['nothing denies Ingress', (all) => drop(all, 'NetworkPolicy', 'nothing-by-itself')],
  [
    'everybody may ask {"matchLabels":{"tier":"pages"}}',
    (all) => {
      const { spec } = find(all, 'NetworkPolicy', 'pages') as INetworkPolicy & KubeObject;
      delete spec!.ingress![0]!.from;
    },
  ],
  ['Deployment shop can be asked by nobody', (all) => drop(all, 'NetworkPolicy', 'doors')],
  [
    'Secret tandem-auth stands in a file',
    (all) =>
      all.push({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'tandem-auth', namespace: 'tandem' },
      }),
  ],
  [
    'Deployment catalog holds tandem-auth',
    container((it) => it.envFrom!.push({ secretRef: { name: 'tandem-auth' } })),
  ],
  [
    'Deployment catalog holds tandem-admin: one value',
    container((it) =>
      it.env!.push({
        name: 'X',
        valueFrom: { secretKeyRef: { name: 'tandem-admin', key: 'X' } },
      }),
    ),
  ],
  [
    'has secrets as files',
    pod((it) => it.volumes!.push({ name: 's', secret: { secretName: 'tandem-auth' } })),
  ],
  [
    'Service catalog is in no namespace of the shop',
    (all) => delete find(all, 'Service', 'catalog').metadata!.namespace,
  ],
  [
    'does not refuse pods that may too much',
    (all) => delete find(all, 'Namespace', 'tandem').metadata!.labels,
  ],
  ['names ConfigMap tandem, which is not there', (all) => drop(all, 'ConfigMap', 'tandem')],
  ['Service catalog-pods has no pods', (all) => drop(all, 'Deployment', 'catalog')],
  ['Ingress shop names Service shop', (all) => drop(all, 'Service', 'shop')],
  [
    'Deployment catalog takes pods of Deployment catalog-canary for its own',
    (all) => {
      const canary = canaryOf(serviceEntry('catalog')) as Workload;
      all.push({ ...canary, metadata: { name: 'catalog-canary', namespace: 'tandem' } });
      delete catalog(all).spec.selector!.matchLabels['track'];
    },
  ],
  [
    'Deployment shop gives catalog-canary, which has no pods',
    (all) => void share(all, 'catalog=5'),
  ],
  [
    'Deployment shop finds Deployment catalog-canary under both names',
    (all) => {
      const entry = serviceEntry('catalog');
      const canary = canaryOf(entry) as Workload;
      all.push({ ...canary, metadata: { name: 'catalog-canary', namespace: 'tandem' } });
      all.push(canaryPodsOf(entry));
      share(all, 'order=0,catalog=5');
    },
  ],
  [
    'no Job is applied with the migration',
    (all) => delete find(all, 'Job', 'migrate').metadata!.labels,
  ],
];

describe('the policies', () => {
  it('have nothing against the base', () => {
    expect(offences(base())).toEqual([]);
  });

  it.each(REFUSED)('say: %s', (said, change) => {
    const objects = base();
    change(objects);
    expect(offences(objects).join('\n')).toContain(said);
  });
});
