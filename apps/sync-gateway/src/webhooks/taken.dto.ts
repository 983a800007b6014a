import { EnumField } from '@tandem/http';

export class TakenDto {
  @EnumField(['ok'])
  status!: 'ok';
}
