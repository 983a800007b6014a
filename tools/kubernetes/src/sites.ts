import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import { scratch, type Described } from './pod.ts';
import { budget, deployment, service } from './workload.ts';
import type { KubeObject, Told } from './written.ts';

interface Site {
  name: string;
  /** The folder under apps/, and the image of its door. */
  app: string;
}

/** The sites, each with a door of its own. */
export const SITES: readonly Site[] = [
  { name: 'shop', app: 'storefront' },
  { name: 'admin', app: 'admin' },
];

const REPLICAS = 2;
const DOOR = 8080;
const PAGES = 3000;
/** The ingress controller's pods and the doors: what they say of visitors is believed. */
const TRUSTED = { name: 'TANDEM_TRUSTED_PROXIES', value: '10.0.0.0/8' };

/** The door of a site, the pages behind it, and how visitors get to it. */
export function objectsOfSite(site: Site): (KubeObject | Told)[] {
  const { name } = site;
  return [
    service(name, name, { port: 80 }),
    deployment(door(site), 'stable', REPLICAS),
    budget(name),
    service(`pages-${name}-pods`, `pages-${name}`, { headless: true }),
    {
      about:
        'What nginx cannot say itself: pages with their heads, robots.txt, the sitemap, the API’s description.',
      object: deployment(pages(site), 'stable', REPLICAS),
    },
    budget(`pages-${name}`),
    {
      about:
        'A certificate for the host, by cert-manager or by hand; nginx tells browsers to come back over TLS (HSTS).',
      object: ingress(site),
    },
  ];
}

function door({ name, app }: Site): Described {
  const alive = { path: '/favicon.svg', port: DOOR };
  return {
    labels: { app: name, tier: 'door' },
    user: 101,
    container: {
      name: 'nginx',
      image: `tandem/${app}`,
      env: [
        { name: 'TANDEM_SITE', value: name },
        { name: 'SERVICE_SUFFIX', value: '-pods.tandem.svc.cluster.local:3000' },
        { name: 'GATEWAY_SUFFIX', value: '.realtime-gateway.tandem.svc.cluster.local:3000' },
        TRUSTED,
      ],
    },
    port: DOOR,
    ready: alive,
    alive,
    requests: { cpu: '100m', memory: '32Mi' },
    memory: '128Mi',
    folders: [scratch('tmp', '/tmp'), scratch('conf', '/etc/nginx/conf.d')],
  };
}

function pages({ name, app }: Site): Described {
  const alive = { path: '/front-door/health', port: PAGES };
  return {
    labels: { app: `pages-${name}`, tier: 'pages' },
    user: 1000,
    container: {
      name: 'pages',
      image: 'tandem/pages',
      env: [
        { name: 'TANDEM_SITE', value: name },
        { name: 'TANDEM_SITE_APP', value: app },
        { name: 'TANDEM_PUBLIC_URL', value: `https://${name}.tandem.test` },
        TRUSTED,
      ],
    },
    port: PAGES,
    ready: alive,
    alive,
    requests: { cpu: '100m', memory: '128Mi' },
    memory: '256Mi',
    folders: [scratch('tmp', '/tmp')],
  };
}

function ingress({ name }: Site): IIngress {
  const host = `${name}.tandem.test`;
  const backend = { service: { name, port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name },
    spec: {
      tls: [{ hosts: [host], secretName: `${name}-tls` }],
      rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  };
}
