import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { importNotFound } from './errors.js';
import type { ImportColumn } from './import-fields.js';
import { MOST_ERRORS_KEPT } from './row-errors.js';
import type { ImportDto, ImportPageDto, ImportsQuery, ImportStatus } from './imports.dto.js';

interface Row {
  id: string;
  status: ImportStatus;
  dry_run: boolean;
  file_name: string;
  format: 'csv' | 'jsonl';
  columns: ImportColumn[];
  total_bytes: number;
  processed_bytes: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  images_waiting: number;
  images_failed: number;
  problem: string | null;
  has_file: boolean;
  started_by: string | null;
  started_by_name: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

const SELECT = `select id, status, is_dry_run as dry_run, file_name, format, columns, total_bytes::float8,
    position::float8 as processed_bytes, created, updated, unchanged, failed, images_waiting, images_failed, problem,
    file_deleted_at is null as has_file, by as started_by, by_name as started_by_name, created_at, started_at, finished_at
  from imports`;

@Injectable()
export class ImportQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list({ limit, cursor }: ImportsQuery): Promise<ImportPageDto> {
    const place = decodeCursor(cursor, { at: 'time', id: 'uuid' });
    const rows = await this.database.query<Row>(
      `${SELECT} where $1::timestamptz is null or (created_at, id) < ($1, $2::uuid)
        order by created_at desc, id desc limit $3`,
      [place?.at ?? null, place?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(toDto);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items,
      next_cursor: last ? encodeCursor({ at: last.created_at, id: last.id }) : null,
    };
  }

  /** @throws DomainError 404 */
  async get(id: string): Promise<ImportDto> {
    const [row] = await this.database.query<Row>(`${SELECT} where id = $1`, [id]);
    if (!row) throw importNotFound(id);
    return toDto(row);
  }
}

const toDto = (row: Row): ImportDto => ({
  ...row,
  columns: row.columns.map(({ name, field }) => ({ name, field })),
  processed: row.created + row.updated + row.unchanged + row.failed,
  most_errors_kept: MOST_ERRORS_KEPT,
  created_at: row.created_at.toISOString(),
  started_at: row.started_at?.toISOString() ?? null,
  finished_at: row.finished_at?.toISOString() ?? null,
});
