import { Injectable, Param } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { MAX_INT4, invalidField, parseIntId } from '@tandem/kernel';

/** As a route parameter's pipe; `@IntId()` is the short way. */
@Injectable()
class IntIdPipe implements PipeTransform<unknown, number> {
  transform(value: unknown, metadata: ArgumentMetadata): number {
    return parseIntId(value, metadata.data);
  }
}

@Injectable()
export class UuidPipe implements PipeTransform<unknown, string> {
  transform(value: unknown, metadata: ArgumentMetadata): string {
    if (typeof value !== 'string' || !isUUID(value, 'loose')) {
      throw invalidField(metadata.data ?? 'id', 'must be a UUID');
    }
    return value.toLowerCase();
  }
}

/** The integer id in the path; anything else is a 422 on that parameter. */
export function IntId(name = 'id'): ParameterDecorator {
  return documented(
    name,
    { type: 'integer', minimum: 1, maximum: MAX_INT4 },
    Param(name, IntIdPipe),
  );
}

/** The UUID in the path; anything else is a 422 on that parameter. */
export function UuidId(name = 'id'): ParameterDecorator {
  return documented(name, { type: 'string', format: 'uuid' }, Param(name, UuidPipe));
}

/** A pipe tells Swagger nothing of what it lets through. */
function documented(
  name: string,
  schema: { type: 'integer' | 'string'; [rule: string]: unknown },
  parameter: ParameterDecorator,
): ParameterDecorator {
  return (target, key, index) => {
    parameter(target, key, index);
    const handler = Object.getOwnPropertyDescriptor(target, key!);
    if (handler) ApiParam({ name, schema })(target, key!, handler);
  };
}
