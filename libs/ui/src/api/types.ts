import type { paths } from './generated/api';

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type PartPage = Answer<'/api/v1/parts'>;
export type Part = PartPage['items'][number];
export type AdminPartPage = Answer<'/api/v1/admin/parts'>;
export type AdminPart = Answer<'/api/v1/admin/parts/{id}'>;
export type StockLevel = Answer<'/api/v1/admin/parts/{id}/stock'>;
