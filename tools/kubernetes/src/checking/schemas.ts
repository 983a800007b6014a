import ts from 'typescript';
import { fileURLToPath } from 'node:url';
import { nameOf, type KubeObject } from '../written.ts';

/** What the clusters serve that we write for, and the types of it: an older version of a kind is not among them. */
const SERVED: Readonly<Record<string, string>> = {
  v1: 'kubernetes-models/v1',
  'apps/v1': 'kubernetes-models/apps/v1',
  'autoscaling/v2': 'kubernetes-models/autoscaling/v2',
  'batch/v1': 'kubernetes-models/batch/v1',
  'networking.k8s.io/v1': 'kubernetes-models/networking.k8s.io/v1',
  'policy/v1': 'kubernetes-models/policy/v1',
  'keda.sh/v1alpha1': '@kubernetes-models/keda/keda.sh/v1alpha1',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1',
};

interface Model {
  new (data: object): { validate(): void };
}

/**
 * What the schemas of Kubernetes and of its operators say against objects: what is missing or of another type, what a format
 * forbids, and fields that there are not.
 */
export async function offencesAgainstSchemas(objects: readonly KubeObject[]): Promise<string[]> {
  const unknown = objects.filter(({ apiVersion }) => !SERVED[apiVersion]);
  const known = objects.filter(({ apiVersion }) => SERVED[apiVersion]);
  const invalid = await Promise.all(known.map(invalidity));
  return [
    ...unknown.map((one) => `${nameOf(one)}: ${one.apiVersion} is not served`),
    ...invalid.flat(),
    ...unknownFields(known),
  ];
}

async function invalidity(object: KubeObject): Promise<string[]> {
  const models = (await import(SERVED[object.apiVersion]!)) as Record<string, Model | undefined>;
  const model = models[object.kind];
  if (!model) return [`${nameOf(object)}: ${object.apiVersion} has no ${object.kind}`];
  try {
    new model(object).validate();
    return [];
  } catch (error) {
    return [`${nameOf(object)}: ${(error as Error).message}`];
  }
}

/**
 * The validators let fields pass that no schema has, so a misspelt probe would be none. The compiler does not: to it an object is a
 * literal of the type that was made from the same schema.
 */
function unknownFields(objects: readonly KubeObject[]): string[] {
  const file = fileURLToPath(new URL('rendered.ts', import.meta.url));
  const lines = objects.map(
    (one) =>
      `((_: import('${SERVED[one.apiVersion]}').I${one.kind}) => _)(${JSON.stringify(one)});`,
  );
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(file, `export {};\n${lines.join('\n')}`, ts.ScriptTarget.ES2022)
      : read(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file: at, start, messageText }) => {
    const line = at?.fileName === file ? at.getLineAndCharacterOfPosition(start ?? 0).line - 1 : -1;
    const about = objects[line];
    return `${about ? nameOf(about) : at?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
