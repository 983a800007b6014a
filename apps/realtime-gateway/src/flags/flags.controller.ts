import '@fastify/cookie';
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { guestCookieOf, MaybeUser, OptionallyAuthenticated } from '@tandem/auth-client';
import type { AuthUser } from '@tandem/auth-client';
import { PAGE_FLAGS, type PageFlag } from '@tandem/contracts';
import { Flags } from '@tandem/flags';
import type { FastifyRequest } from 'fastify';
import { FlagAnswersDto } from './flags.dto.js';

const NAMES = Object.keys(PAGE_FLAGS) as PageFlag[];

@ApiTags('flags')
@Controller('api/v1/flags')
export class FlagsController {
  constructor(private readonly flags: Flags) {}

  /** A guest is told from others by the cookie as it stands: nothing that needs its signature hangs on it. */
  @Get()
  @OptionallyAuthenticated()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The feature flags that pages may see, as they are for the caller' })
  @ApiOkResponse({ type: FlagAnswersDto })
  async answers(
    @Req() request: FastifyRequest,
    @MaybeUser() user: AuthUser | undefined,
  ): Promise<FlagAnswersDto> {
    const key = user?.id ?? guestCookieOf(request.cookies);
    const answers = NAMES.map(async (name): Promise<[string, boolean]> => {
      return [name, await this.flags.isOn(name, { key, roles: user?.roles })];
    });
    return { flags: Object.fromEntries(await Promise.all(answers)) };
  }
}
