import type { AuthUser } from '@tandem/auth-client';
import { editorOf } from '../content/admin-part.controller.js';
import type { Editor } from '../content/editor.js';
import { stockNotAllowed } from './errors.js';
import type { ImportColumn } from './import-fields.js';
import { hasStock } from './stock-column.js';

/** Who imports, and whether the stock of parts is theirs to change. */
export interface Importer extends Editor {
  mayWriteStock: boolean;
}

export const importerOf = (user: AuthUser): Importer => ({
  ...editorOf(user),
  mayWriteStock: user.permissions.includes('stock:write'),
});

/** What is proposed to somebody who may not write stock leaves it out: an exported file has the column. */
export const allowedTo = (importer: Importer, columns: readonly ImportColumn[]): ImportColumn[] =>
  columns.map((column) =>
    column.field === 'stock' && !importer.mayWriteStock
      ? { ...column, field: null, withheld: column.field }
      : column,
  );

/** @throws DomainError 403 */
export function requireStockRight(importer: Importer, columns: readonly ImportColumn[]): void {
  if (hasStock(columns) && !importer.mayWriteStock) throw stockNotAllowed();
}
