import { ApiProperty } from '@nestjs/swagger';
import { STOCK_SOURCES, SYNC_KINDS, type StockSource, type SyncKind } from '@tandem/contracts';
import { BoolField, EnumField, IntField, ObjectField, TimeField } from '@tandem/http';
import { RunView } from '../runs/runs.dto.js';

const BREAKER = ['closed', 'open', 'half_open'] as const;

export class SourceView {
  @EnumField(STOCK_SOURCES) source!: StockSource;
  @BoolField({ description: 'Whether the shop listens to it at all.' }) enabled!: boolean;
  @TimeField({ nullable: true }) last_success_at!: string | null;
  @BoolField({ description: 'It was not heard for longer than it may be silent.' })
  is_stale!: boolean;
  @IntField({ min: 1 }) stale_after_ms!: number;
}

export class NextRunView {
  @EnumField(SYNC_KINDS, { name: 'SyncKind' }) kind!: SyncKind;
  @TimeField() at!: string;
}

/** What each may still use of it, at the most. */
export class BudgetSharesView {
  @IntField() order!: number;
  @IntField() stock!: number;
  @IntField() catalogue!: number;
}

export class BudgetView {
  @BoolField({ description: 'False: Redis is away, and this is the part of one instance.' })
  shared!: boolean;
  @IntField({ min: 1 }) instances!: number;
  @IntField({ description: 'Requests in any minute.' }) limit!: number;
  @IntField({ description: 'Requests in the last minute.' }) used!: number;
  @ObjectField(() => BudgetSharesView) left!: BudgetSharesView;
}

export class G2aHealthView {
  @EnumField(BREAKER, {
    description: 'Open: G2A is left alone for a moment, as it does not answer.',
  })
  breaker!: (typeof BREAKER)[number];
  @ObjectField(() => BudgetView) budget!: BudgetView;
}

export class IntegrationsView {
  @ApiProperty({ type: [SourceView] }) sources!: SourceView[];
  @ApiProperty({ type: [RunView], description: 'The newest run of each kind.' }) runs!: RunView[];
  @ApiProperty({ type: [NextRunView] }) next_runs!: NextRunView[];
  @ObjectField(() => G2aHealthView) g2a!: G2aHealthView;
}
