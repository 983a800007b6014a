import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { Priority } from '@tandem/http';
import { AskOutside } from './ask-outside.js';
import { AvailabilityListDto, AvailabilityQueryDto } from './availability.dto.js';

@ApiTags('internal')
@CalledBy('order')
@Controller('internal/availability')
@Priority('critical')
export class AvailabilityController {
  constructor(private readonly outside: AskOutside) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'What outside systems have of linked parts right now, within a second' })
  @ApiOkResponse({ type: AvailabilityListDto })
  async ask(@Body() { part_ids }: AvailabilityQueryDto): Promise<AvailabilityListDto> {
    return { items: await this.outside.ask(part_ids) };
  }
}
