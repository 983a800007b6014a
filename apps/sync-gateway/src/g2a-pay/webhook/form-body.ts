import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { utf8Text } from '@tandem/http';
import { notAForm } from './errors.js';

export const IPN_PATH = 'api/v1/webhooks/g2a/ipn';

/** A notification has half a kilobyte. */
const BODY_LIMIT = 8 * 1024;

/** Lets forms in on the address of notifications, and nowhere else: all other addresses speak JSON. */
export function acceptNotifications(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser<Buffer>(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
      (request, body, done) => {
        try {
          if (request.routeOptions.url !== `/${IPN_PATH}`) throw notAForm();
          done(null, utf8Text(request, body));
        } catch (error) {
          done(error as Error);
        }
      },
    );
}
