import { conflict, DomainError, notFound } from '@tandem/kernel';

export const noSuchEndpoint = (id: string): DomainError => notFound('webhook endpoint', id);

export const tooManyEndpoints = (most: number): DomainError =>
  conflict('too_many_endpoints', `There are ${most} endpoints already. Remove one first.`);

export const endpointIsOff = (): DomainError =>
  conflict('endpoint_is_off', 'The endpoint is switched off. Switch it on first.');
