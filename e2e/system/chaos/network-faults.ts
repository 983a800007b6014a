import { expect } from '@jest/globals';
import type { TcpProxy } from '@tandem/testing';
import { eventually } from '../client.js';
import type { Fault, Grounds, Kind } from './fault.js';
import type { Led } from './networks.js';

const SLOW_MS = 150;

function onNetwork(
  { networks }: Grounds,
  to: Led,
  [kind, name]: [Kind, string],
  begin: (network: TcpProxy) => void,
): Fault {
  const network = networks.to(to);
  return {
    name,
    kind,
    begin: async () => {
      begin(network);
      await eventually(async () => expect(network.met).toBeGreaterThan(0));
    },
    end: async () => network.restore(),
  };
}

export const slowTo = (grounds: Grounds, to: Led): Fault =>
  onNetwork(grounds, to, ['a slow network', `the network to ${to} is slow`], (network) =>
    network.slow(SLOW_MS),
  );

export const halfOpenTo = (grounds: Grounds, to: Led): Fault =>
  onNetwork(grounds, to, ['a half-open network', `the network to ${to} is half open`], (network) =>
    network.swallow(),
  );

export const callsTwice = (grounds: Grounds): Fault =>
  onNetwork(
    grounds,
    'inventory',
    ['calls arrive twice', 'each call of inventory arrives twice'],
    (network) => network.double(),
  );

export const answersLost = (grounds: Grounds): Fault =>
  onNetwork(
    grounds,
    'inventory',
    ['answers are lost', 'answers of inventory are lost'],
    (network) => network.loseAnswers(),
  );
