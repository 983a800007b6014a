import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { INestApplication } from '@nestjs/common';
import { finishOpenApi } from './openapi-finish.js';

/** The service's OpenAPI 3.1 document, with the problem answers on every operation. */
export function buildOpenApi(app: INestApplication, title: string): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle(title)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'Service token' }, 'service')
    .addCookieAuth(
      'tandem_guest',
      {
        type: 'apiKey',
        in: 'cookie',
        description: 'The cart and wishlist of a visitor without an account.',
      },
      'guest',
    )
    .addCookieAuth(
      'tandem_refresh_shop',
      {
        type: 'apiKey',
        in: 'cookie',
        description:
          'The refresh token. The admin panel’s cookie is called `tandem_refresh_admin`.',
      },
      'refresh',
    );
  const document = SwaggerModule.createDocument(app, builder.build(), {
    autoTagControllers: false,
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return finishOpenApi(document);
}
