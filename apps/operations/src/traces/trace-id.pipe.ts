import { Injectable, type PipeTransform } from '@nestjs/common';
import { invalidField } from '@tandem/kernel';

/** The trace id in the path; anything else is a 422 on that parameter. */
@Injectable()
export class TraceIdPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (typeof value !== 'string' || !/^[0-9a-f]{32}$/i.test(value))
      throw invalidField('trace_id', 'must be 32 hexadecimal digits');
    return value.toLowerCase();
  }
}
