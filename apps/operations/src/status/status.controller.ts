import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { StatusDto } from './status.dto.js';
import { StatusQueries } from './status.queries.js';

@ApiTags('status')
@Controller('api/v1/status')
export class StatusController {
  constructor(private readonly queries: StatusQueries) {}

  @Get()
  @Public()
  @Header('cache-control', 'public, max-age=5')
  @ApiOperation({ summary: 'How the shop is, and what it has told of what went wrong' })
  @ApiOkResponse({ type: StatusDto })
  status(): Promise<StatusDto> {
    return this.queries.status();
  }
}
