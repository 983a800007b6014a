import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { Priority } from '@tandem/http';
import { SigningKeys } from './signing-keys.js';

@ApiTags('keys')
@Controller()
@Priority('critical')
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  @Get('.well-known/jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({ summary: 'Returns the public keys that verify access tokens' })
  @ApiOkResponse({
    schema: { type: 'object', properties: { keys: { type: 'array', items: { type: 'object' } } } },
  })
  jwks() {
    return this.keys.published();
  }

  @Get('api/v1/.well-known/jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=60')
  @ApiExcludeEndpoint()
  jwksBehindTheFrontDoor() {
    return this.keys.published();
  }
}
