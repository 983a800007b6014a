import { IntField, TextField, TimeField } from '@tandem/http';
import { MAX_STOCK } from '../stock/stock-level.js';

export class SetSafetyBufferDto {
  @IntField({ max: MAX_STOCK, description: 'The units that nobody can order.' })
  pieces!: number;

  @IntField({
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}

export class SafetyBufferDto {
  @IntField()
  part_id!: number;

  @IntField({ description: 'The units of what the outside system has that nobody can order.' })
  pieces!: number;

  @IntField({ description: '0 until somebody sets a buffer; then it grows with every change.' })
  version!: number;

  @TimeField({ nullable: true })
  updated_at!: string | null;

  @TextField({ nullable: true })
  updated_by_name!: string | null;
}
