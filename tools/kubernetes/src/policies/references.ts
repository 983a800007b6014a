import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import type { IService } from 'kubernetes-models/v1';
import { nameOf, type KubeObject } from '../written.ts';
import { told } from './pods.ts';
import { containersOf, ofKind, selects, workloads, type Workload } from './world.ts';

/** That what an object names is there: the API takes one that names nothing. */
export function references(objects: readonly KubeObject[]): string[] {
  const has = (kind: string, name: string) =>
    objects.some((one) => one.kind === kind && one.metadata?.name === name);
  const missing = (one: KubeObject, kind: string, name: string) =>
    told(!has(kind, name), `${nameOf(one)} names ${kind} ${name}, which is not there`);
  const makers = workloads(objects);
  return [
    ...twice(objects),
    ...shares(objects),
    ...makers.flatMap((one) => [
      ...containersOf(one)
        .flatMap(({ envFrom = [] }) => envFrom)
        .flatMap(({ configMapRef }) =>
          configMapRef ? missing(one, 'ConfigMap', configMapRef.name!) : [],
        ),
      ...(one.spec.template.spec.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) =>
        claim ? missing(one, 'PersistentVolumeClaim', claim.claimName) : [],
      ),
    ]),
    ...ofKind<IService & KubeObject>(objects, 'Service').flatMap((one) =>
      told(
        one.spec?.type !== 'ExternalName' && podsOf(one, makers).length === 0,
        `${nameOf(one)} has no pods`,
      ),
    ),
    ...ofKind<IIngress & KubeObject>(objects, 'Ingress').flatMap((one) =>
      (one.spec?.rules ?? [])
        .flatMap(({ http }) => http?.paths ?? [])
        .flatMap(({ backend }) => missing(one, 'Service', backend.service?.name ?? '')),
    ),
    ...objects.flatMap((one) => {
      const { scaleTargetRef: to } = ((one as { spec?: object }).spec ?? {}) as {
        scaleTargetRef?: { kind: string; name: string };
      };
      return to ? missing(one, to.kind, to.name) : [];
    }),
  ];
}

/** What the migration needs is applied before the rest, by a label. */
export function migrationFirst(objects: readonly KubeObject[]): string[] {
  const first = objects.filter(({ metadata }) => metadata?.labels?.['tandem/first'] === 'true');
  const kinds = new Set(first.map(({ kind }) => kind));
  return ['Namespace', 'ConfigMap', 'Job', 'NetworkPolicy'].flatMap((kind) =>
    told(!kinds.has(kind), `no ${kind} is applied with the migration`),
  );
}

/** Two makers of pods whose selectors take in each other's count each other's pods. */
function twice(objects: readonly KubeObject[]): string[] {
  const makers = workloads(objects).filter(({ spec }) => spec.selector);
  return makers.flatMap((one) =>
    makers
      .filter((other) => other !== one && selected(one.spec.selector!.matchLabels, other))
      .map((other) => `${nameOf(one)} takes pods of ${nameOf(other)} for its own`),
  );
}

/** A share of the visitors goes to pods of the canary alone, and the rest to none of them. */
function shares(objects: readonly KubeObject[]): string[] {
  const makers = workloads(objects);
  const services = ofKind<IService & KubeObject>(objects, 'Service');
  const podsAt = (name: string) =>
    services
      .filter(({ metadata }) => metadata?.name === name)
      .flatMap((service) => podsOf(service, makers));
  return makers.flatMap((door) =>
    containersOf(door)
      .flatMap(({ env = [] }) => env)
      .filter(({ name }) => name === 'TANDEM_CANARY')
      .flatMap(({ value = '' }) => value.split(','))
      .map((entry) => entry.split('=')[0]!)
      .flatMap((name) => {
        const canary = podsAt(`${name}-canary-pods`);
        const both = podsAt(`${name}-pods`).filter((maker) => canary.includes(maker));
        return [
          ...told(canary.length === 0, `${nameOf(door)} gives ${name}-canary, which has no pods`),
          ...told(both.length > 0, `${nameOf(door)} finds ${both.map(nameOf)} under both names`),
        ];
      }),
  );
}

const podsOf = ({ spec }: IService, makers: readonly Workload[]): Workload[] =>
  makers.filter((maker) => selected(spec?.selector ?? {}, maker));

const selected = (matchLabels: Record<string, string>, { spec }: Workload): boolean =>
  selects({ matchLabels }, spec.template.metadata.labels);
