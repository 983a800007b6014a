import { SetMetadata, applyDecorators } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { AcceptsMultipart } from './body-limits.js';
import { validationFailed } from '@tandem/kernel';

const READS_BODY = 'tandem:reads-body';

/**
 * For a route without `@Body()` that reads the request's body by itself, a form with files or JSON, and refuses what it
 * does not know.
 */
export const ReadsBody = () => applyDecorators(SetMetadata(READS_BODY, true), AcceptsMultipart());

/**
 * Refuses fields sent to a route that takes none, as the validation pipe refuses fields that a body's DTO does not name.
 * A guard, so that it comes after those who ask who is calling.
 */
export class UnaskedBodyGuard implements CanActivate {
  private readonly known = new WeakMap<object, boolean>();

  /** @throws DomainError 422 naming each field. */
  canActivate(context: ExecutionContext): boolean {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    if (typeof body !== 'object' || body === null) return true;
    const fields = Object.keys(body);
    if (fields.length === 0 || this.takesBody(context)) return true;
    throw validationFailed(fields.map((field) => ({ field, message: 'is not a known field' })));
  }

  private takesBody(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    let takes = this.known.get(handler);
    if (takes === undefined) {
      const route = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler.name) as
        object | undefined;
      takes =
        Reflect.getMetadata(READS_BODY, handler) === true ||
        Object.keys(route ?? {}).some((arg) => arg.startsWith(`${RouteParamtypes.BODY}:`));
      this.known.set(handler, takes);
    }
    return takes;
  }
}
