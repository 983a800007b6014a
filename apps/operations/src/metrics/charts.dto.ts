import { ApiProperty } from '@nestjs/swagger';
import { IntField, TextField } from '@tandem/http';
import { CHART_NAMES } from './charts.js';

const DAY_MINUTES = 1_440;
const NAME = CHART_NAMES.join('|');

export class ChartsQuery {
  @TextField({
    text: 'machine',
    max: 300,
    optional: true,
    pattern: new RegExp(`^(${NAME})(,(${NAME}))*$`),
    patternMessage: `must be names of charts, separated by commas: ${CHART_NAMES.join(', ')}`,
    description: 'Names of charts, separated by commas. Default: all.',
  })
  charts?: string;

  @IntField({ min: 5, max: DAY_MINUTES, default: 60, query: true })
  minutes: number = 60;
}

export class ChartSeriesDto {
  @ApiProperty() name!: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'number', nullable: true },
    description: 'One for each of the times; null where nothing is known.',
  })
  values!: (number | null)[];
}

export class ChartDto {
  @ApiProperty({ enum: CHART_NAMES, enumName: 'ChartName' }) name!: string;
  @ApiProperty({ example: 'Stock changes' }) title!: string;
  @ApiProperty({ description: 'Why somebody looks at it.' }) about!: string;
  @ApiProperty({
    enum: ['per minute', 'per second', 'milliseconds', 'seconds', 'share', 'count'],
    enumName: 'ChartUnit',
  })
  unit!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'From here on it is wrong.' })
  limit!: number | null;
  @ApiProperty({ type: [ChartSeriesDto] }) series!: ChartSeriesDto[];
}

/** What the services' metrics said, for people. */
export class ChartsDto {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', format: 'date-time' },
    description: 'When each step begins.',
  })
  times!: string[];
  @ApiProperty({ type: 'integer' }) step_seconds!: number;
  @ApiProperty({ type: [ChartDto] }) charts!: ChartDto[];
}
