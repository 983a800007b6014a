import { Param } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { SERVICE_NAMES } from '@tandem/config';
import { invalidField } from '@tandem/kernel';
import { isUUID } from 'class-validator';

/** The id of what a service keeps, and the service if it was named. */
export interface OwnedId {
  service: string | undefined;
  id: string;
}

class OwnedIdPipe implements PipeTransform<unknown, OwnedId> {
  transform(value: unknown, { data = 'id' }: ArgumentMetadata): OwnedId {
    const parts = String(value).split('.');
    const [id = '', service] = parts.reverse();
    const known = service === undefined || (SERVICE_NAMES as readonly string[]).includes(service);
    if (parts.length > 2 || !known || !isUUID(id, 'loose')) {
      throw invalidField(data, 'must be a UUID, or a service’s name, a dot and a UUID');
    }
    return { service, id: id.toLowerCase() };
  }
}

/** The id in the path: `<uuid>` or `<service>.<uuid>`. */
export function OwnedIdParam(): ParameterDecorator {
  return (target, key, index) => {
    Param('id', OwnedIdPipe)(target, key, index);
    const handler = Object.getOwnPropertyDescriptor(target, key!);
    const schema = {
      type: 'string',
      example: 'order.0199b1d0-1f7e-7000-8000-000000000001',
    } as const;
    if (handler) ApiParam({ name: 'id', schema })(target, key!, handler);
  };
}
