import { ApiProperty } from '@nestjs/swagger';
import { BoolField, EnumField, TextField, TimeField, UuidField } from '@tandem/http';

const STATES = ['up', 'down'] as const;
type State = (typeof STATES)[number];

export class DependencyHealth {
  @TextField({ example: 'postgres' }) name!: string;
  @EnumField(STATES, { name: 'HealthState' }) state!: State;
  @BoolField({ description: 'Without it the service takes no requests.' }) required!: boolean;
  @TimeField({ description: 'Since when it is so.' }) since!: string;
}

export class ServiceHealth {
  @TextField({ example: 'catalog' }) service!: string;
  @EnumField(STATES, {
    name: 'HealthState',
    description: 'Down: it does not answer, or it takes no requests.',
  })
  state!: State;
  @TimeField({ description: 'Since when it is so.' }) since!: string;
  @TimeField({ description: 'When it was last asked.' }) asked_at!: string;
  @ApiProperty({
    type: [DependencyHealth],
    description: 'As they were last told; of a service that does not answer, as they were before.',
  })
  dependencies!: DependencyHealth[];
}

/** How the services are, as operations last heard. */
export class HealthDto {
  @ApiProperty({ type: [ServiceHealth] }) services!: ServiceHealth[];
}

export class HealthChange {
  @UuidField() id!: string;
  @TextField() service!: string;
  @TextField({ nullable: true, description: 'Null: the service as a whole.' })
  dependency!: string | null;
  @EnumField(STATES, { nullable: true, description: 'Null: nothing was known of it.' })
  from_state!: State | null;
  @EnumField(STATES, { name: 'HealthState' }) to_state!: State;
  @TimeField() at!: string;
}

export class HealthChangesPage {
  @ApiProperty({ type: [HealthChange] }) items!: HealthChange[];
  @TextField({ nullable: true }) next_cursor!: string | null;
}
