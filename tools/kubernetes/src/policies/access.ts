import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { nameOf, type KubeObject } from '../written.ts';
import { told } from './pods.ts';
import { containersOf, ofKind, selects, workloads } from './world.ts';

/** The migration has single values of all services' secrets, by name, and an administrator's. */
const JOB = 'migrate';

/** That nobody talks to anybody unless a policy says so, and each holds its own secrets alone. */
export function access(objects: readonly KubeObject[]): string[] {
  return [...network(objects), ...secrets(objects), ...confinement(objects)];
}

function network(objects: readonly KubeObject[]): string[] {
  const policies = ofKind<INetworkPolicy>(objects, 'NetworkPolicy').flatMap(({ spec }) =>
    spec ? [spec] : [],
  );
  const denies = (type: 'Ingress' | 'Egress') =>
    policies.some(
      ({ podSelector, policyTypes = [], ingress, egress }) =>
        Object.keys(podSelector ?? {}).length === 0 &&
        policyTypes.includes(type) &&
        !(type === 'Ingress' ? ingress : egress)?.length,
    );
  const admitted = policies.filter(({ ingress }) => ingress?.length);
  return [
    ...(['Ingress', 'Egress'] as const).flatMap((type) =>
      told(!denies(type), `nothing denies ${type} to pods that no policy names`),
    ),
    ...policies
      .filter(({ ingress = [] }) => ingress.some(({ from }) => !from?.length))
      .map(({ podSelector }) => `everybody may ask ${JSON.stringify(podSelector)}`),
    ...workloads(objects)
      .filter(({ kind }) => kind !== 'Job')
      .filter(
        ({ spec }) =>
          !admitted.some(({ podSelector = {} }) =>
            selects(podSelector, spec.template.metadata.labels),
          ),
      )
      .map((one) => `${nameOf(one)} can be asked by nobody`),
  ];
}

function secrets(objects: readonly KubeObject[]): string[] {
  return [
    ...ofKind<KubeObject>(objects, 'Secret').map((one) => `${nameOf(one)} stands in a file`),
    ...workloads(objects).flatMap((one) => {
      const { app } = one.spec.template.metadata.labels;
      const held = containersOf(one).flatMap(({ envFrom = [], env = [] }) => [
        ...envFrom.flatMap(({ secretRef }) => (secretRef ? [secretRef.name!] : [])),
        ...env.flatMap(({ valueFrom }) =>
          valueFrom?.secretKeyRef ? [`${valueFrom.secretKeyRef.name!}: one value`] : [],
        ),
      ]);
      const others = held.filter((secret) =>
        app === JOB ? !secret.endsWith(': one value') : secret !== `tandem-${app}`,
      );
      const volumes = one.spec.template.spec.volumes ?? [];
      return [
        ...others.map((secret) => `holds ${secret}`),
        ...told(
          volumes.some(({ secret, projected }) => secret || projected),
          'has secrets as files',
        ),
      ].map((what) => `${nameOf(one)} ${what}`);
    }),
  ];
}

function confinement(objects: readonly KubeObject[]): string[] {
  const outside = objects.filter(
    ({ kind, metadata }) => kind !== 'Namespace' && metadata?.namespace !== 'tandem',
  );
  const enforced = ofKind<KubeObject>(objects, 'Namespace').map(
    ({ metadata }) => metadata?.labels?.['pod-security.kubernetes.io/enforce'],
  );
  return [
    ...outside.map((one) => `${nameOf(one)} is in no namespace of the shop`),
    ...told(enforced.join() !== 'restricted', 'the cluster does not refuse pods that may too much'),
  ];
}
