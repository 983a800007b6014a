import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { notAForm } from './errors.js';

export const IPN_PATH = 'api/v1/webhooks/g2a/ipn';

/** A notification has half a kilobyte. */
const BODY_LIMIT = 8 * 1024;

/** Lets forms in on the address of notifications, and nowhere else: all other addresses speak JSON. */
export function acceptNotifications(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser<string>(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      (request, body, done) => {
        if (request.routeOptions.url === `/${IPN_PATH}`) done(null, body);
        else done(Object.assign(notAForm(), { statusCode: 415 }), undefined);
      },
    );
}
