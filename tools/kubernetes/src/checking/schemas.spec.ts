import { expect, it } from '@jest/globals';
import type { KubeObject } from '../written.ts';
import { offencesAgainstSchemas } from './schemas.ts';

const budget = (spec: object): KubeObject =>
  ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'x' },
    spec,
  }) as KubeObject;
const selector = { matchLabels: { app: 'x' } };

it('schemas refuse a wrong type, a field that there is not, a kind that is no more, and nothing else', async () => {
  const said = await offencesAgainstSchemas([
    budget({ maxUnavailable: 1, selector }),
    budget({ maxUnavailable: [1], selector }),
    budget({ maxUnavailible: 1, selector }),
    { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', metadata: { name: 'old' } },
  ]);
  expect(said).toEqual([
    'PodDisruptionBudget old: policy/v1beta1 is not served',
    expect.stringMatching(/^PodDisruptionBudget x: data\/spec\/maxUnavailable must be/),
    expect.stringMatching(/^PodDisruptionBudget x: Type .* is not assignable/),
    expect.stringMatching(/^PodDisruptionBudget x: .*"maxUnavailible"/),
  ]);
});
