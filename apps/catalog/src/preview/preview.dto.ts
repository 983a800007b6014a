import { ApiProperty } from '@nestjs/swagger';
import { PART_STATUSES, type PartStatus } from '@tandem/contracts';
import { EnumField, MoneyField, TextField, TimeField, type MoneyDto } from '@tandem/http';
import { PartView } from '../parts/part.dto.js';

export class PreviewLinkView {
  @TextField({ description: 'Of the shop’s page, with a token that whoever has the link can use.' })
  url!: string;
  @TimeField()
  expires_at!: string;
}

class ComingSaleView {
  @MoneyField()
  price!: MoneyDto;
  @TimeField()
  from!: string;
  @TimeField()
  until!: string;
}

export class PreviewView {
  @ApiProperty({ type: PartView, description: 'The part as shoppers see it, or would.' })
  part!: PartView;
  @EnumField(PART_STATUSES)
  status!: PartStatus;
  @TimeField({
    nullable: true,
    description:
      'The moment that it is shown as of: when a scheduled part is published. Null: now.',
  })
  shown_as_of!: string | null;
  @ApiProperty({ type: ComingSaleView, nullable: true, description: 'A sale that begins later.' })
  coming_sale!: ComingSaleView | null;
}
