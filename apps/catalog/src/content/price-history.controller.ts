import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import type { Money } from '@tandem/contracts';
import {
  BoolField,
  IntField,
  IntId,
  MoneyField,
  ObjectField,
  PageQuery,
  Priority,
  TextField,
  TimeField,
} from '@tandem/http';
import { RemovedView } from '../history/removed.dto.js';
import { PriceHistory, type PastPage, type PastPrice } from './price-history.js';

class PastPriceView implements PastPrice {
  @TimeField({ description: 'The first moment of this price.' })
  since!: string;
  @MoneyField({ description: 'What shoppers paid.' })
  price!: Money;
  @MoneyField({ nullable: true, description: 'What the part cost otherwise, while a sale was on.' })
  regular_price!: Money | null;
  @BoolField({ description: 'False for a time in which shoppers could not see the part.' })
  offered!: boolean;
  @IntField({ description: 'The content version that brought it.' })
  version!: number;
  @TextField({ nullable: true })
  change_summary!: string | null;
  @TextField({ nullable: true })
  changed_by_name!: string | null;
}

class PastPricePage {
  @ApiProperty({ type: [PastPriceView] })
  items!: PastPriceView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
  @ObjectField(() => RemovedView, {
    nullable: true,
    description: 'What the list lacks, for it was too old to be kept; null: nothing.',
  })
  removed!: RemovedView | null;
}

/** What a part cost, and since when. */
@ApiTags('admin: content')
@Controller('api/v1/admin/parts/:id/prices')
@Priority('deferrable')
export class PriceHistoryController {
  constructor(private readonly prices: PriceHistory) {}

  @Get()
  @ApiOperation({ summary: 'The prices that a part had, newest first' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: PastPricePage })
  listPrices(@IntId() id: number, @Query() query: PageQuery): Promise<PastPage> {
    return this.prices.page(id, query);
  }
}
