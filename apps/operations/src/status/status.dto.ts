import { ApiProperty } from '@nestjs/swagger';
import { EnumField, TextField, TimeField, UuidField } from '@tandem/http';
import { PART_NAMES, type PartName, type PartState } from './parts.js';

const STATES = ['working', 'slow', 'not_working'] as const;

export class ShopPartStatus {
  @EnumField(PART_NAMES, { name: 'ShopPart' }) name!: PartName;
  @TextField({ example: 'Checkout' }) title!: string;
  @EnumField(STATES, { name: 'ShopPartState' }) state!: PartState;
}

export class IncidentUpdate {
  @TimeField() at!: string;
  @TextField({ text: 'paragraphs', max: 1_000, description: 'What the shop says of it.' })
  text!: string;
}

export class PublicIncident {
  @UuidField() id!: string;
  @TextField() title!: string;
  @TimeField() began_at!: string;
  @TimeField({ nullable: true, description: 'Null: it goes on.' }) ended_at!: string | null;
  @ApiProperty({ type: [IncidentUpdate], description: 'Newest first; 20 at most.' })
  updates!: IncidentUpdate[];
}

/** How the shop is. */
export class StatusDto {
  @TimeField({ nullable: true, description: 'When it was last looked at; null: not yet.' })
  checked_at!: string | null;
  @ApiProperty({ type: [ShopPartStatus] }) parts!: ShopPartStatus[];
  @ApiProperty({
    type: [PublicIncident],
    description: 'What the shop has told of in the last 90 days, newest first; 20 at most.',
  })
  incidents!: PublicIncident[];
}
