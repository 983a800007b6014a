import { describe, expect, it } from '@jest/globals';
import { mergeOpenApi, type OpenApi } from './openapi.ts';

const catalog: OpenApi = {
  paths: {
    '/api/v1/parts': {
      get: {
        tags: ['parts'],
        responses: {
          200: { $ref: '#/components/schemas/Page' },
          default: { $ref: '#/components/schemas/Problem' },
        },
      },
    },
    '/internal/parts': { get: { body: { $ref: '#/components/schemas/Secret' } } },
  },
  components: {
    schemas: { Page: { type: 'object' }, Problem: { type: 'object' }, Secret: { type: 'object' } },
  },
};
const auth: OpenApi = {
  paths: { '/api/v1/auth/me': { get: { schema: { $ref: '#/components/schemas/Page' } } } },
  components: { schemas: { Page: { type: 'array' }, Problem: { type: 'object' } } },
};

describe('the merged OpenAPI document', () => {
  const merged = mergeOpenApi(
    new Map([
      ['catalog', catalog],
      ['auth', auth],
    ]),
  );

  it('holds every public path and no internal one', () => {
    expect(Object.keys(merged.paths)).toEqual(['/api/v1/parts', '/api/v1/auth/me']);
  });

  it('keeps apart two schemas of one name, references included', () => {
    expect(merged.components?.schemas).toEqual({
      Page: { type: 'object' },
      Problem: { type: 'object' },
      AuthPage: { type: 'array' },
    });
    expect(merged.paths['/api/v1/auth/me']?.get).toMatchObject({
      schema: { $ref: '#/components/schemas/AuthPage' },
    });
  });

  it('groups operations by what they are about, else by the service that answers', () => {
    expect(merged.paths['/api/v1/parts']?.get).toMatchObject({ tags: ['parts'] });
    expect(merged.paths['/api/v1/auth/me']?.get).toMatchObject({ tags: ['auth'] });
    expect(merged.tags?.map(({ name }) => name)).toEqual(['parts', 'auth']);
  });
});
