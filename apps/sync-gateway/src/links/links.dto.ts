import { ApiProperty, OmitType } from '@nestjs/swagger';
import { STOCK_SOURCES, type StockSource } from '@tandem/contracts';
import { EnumField, IntField, PageQuery, TextField, TimeField, UuidField } from '@tandem/http';

const STATES = ['linked', 'undone'] as const;

/** Which links to list. */
export class LinksQuery extends PageQuery {
  @EnumField(STOCK_SOURCES, { optional: true, description: 'Only those to this system.' })
  system?: StockSource;

  @EnumField(STATES, { optional: true, description: 'Only those in this state.' })
  state?: (typeof STATES)[number];

  @TextField({
    text: 'machine',
    min: 1,
    max: 100,
    optional: true,
    description:
      'Only those whose SKU begins with this text, or whose product or part has this id.',
  })
  q?: string;
}

/** Which links a file has. */
export class LinkFilterQuery extends OmitType(LinksQuery, ['cursor', 'limit'] as const) {}

export class MakeLinkDto {
  @EnumField(STOCK_SOURCES) system!: StockSource;

  @TextField({
    text: 'machine',
    min: 1,
    max: 90,
    pattern: /^\S+$/,
    description: 'The id of the product at G2A, or the SKU in the warehouse.',
  })
  external_id!: string;

  @IntField({ min: 1 }) part_id!: number;
}

export class MadeLinkDto {
  @UuidField() id!: string;
}

export class LinkView {
  @UuidField() id!: string;
  @EnumField(STOCK_SOURCES) system!: StockSource;
  @TextField() external_id!: string;
  @TextField({ nullable: true, description: 'What G2A calls the product.' })
  name!: string | null;
  @IntField({ min: 1 }) part_id!: number;
  @TextField() sku!: string;
  @TimeField() linked_at!: string;
  @UuidField({ nullable: true, description: 'Null when a run made the link.' })
  linked_by!: string | null;
  @TimeField({ nullable: true }) unlinked_at!: string | null;
  @UuidField({ nullable: true }) unlinked_by!: string | null;
}

export class LinkPageDto {
  @ApiProperty({ type: [LinkView] }) items!: LinkView[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}
