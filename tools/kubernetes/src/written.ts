import { stringify } from 'yaml';

/** An object of Kubernetes as a file has it. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata?: {
    name?: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

/** An object and what is to be said of it in its file. */
export interface Told {
  about: string;
  object: KubeObject;
}

const MADE = '# Made by `npm run deploy:files`.\n';

/** The text of a file that holds these objects. */
export function fileOf(objects: readonly (KubeObject | Told)[]): string {
  const texts = objects.map((one) => {
    const { about, object } = 'about' in one ? one : { about: '', object: one };
    return `${about ? `# ${about}\n` : ''}${yaml(object)}`;
  });
  return MADE + texts.join('---\n');
}

function yaml(object: object): string {
  // An object that stands in several places is written out in each.
  return stringify(object, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });
}

/** What an object is called when something is said of it. */
export const nameOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata?.name}`;
