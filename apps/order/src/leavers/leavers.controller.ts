import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { ForgetLeavers } from './forget-leavers.js';
import { AddressBody, StandingDto } from './leavers.dto.js';
import { standingOf } from './standing.js';

/** What auth asks before it deletes an account; every call may be repeated. */
@ApiTags('internal')
@Controller('internal/customers')
@CalledBy('auth')
export class LeaversController {
  constructor(
    private readonly database: Database,
    private readonly leavers: ForgetLeavers,
  ) {}

  @Get(':id/standing')
  @ApiOperation({ summary: 'What the shop and a customer still owe each other' })
  @ApiOkResponse({ type: StandingDto })
  standing(@UuidId() id: string): Promise<StandingDto> {
    return standingOf(this.database, id);
  }

  @Post('forget-address')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Removes what somebody asked for by their address',
    description: 'Events carry no address, so this can’t wait for one.',
  })
  @ApiNoContentResponse()
  async forgetAddress(@Body() { email }: AddressBody): Promise<void> {
    await this.leavers.forgetAddress(email);
  }
}
