import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { Priority } from '@tandem/http';
import type { FastifyReply } from 'fastify';
import { ReturnGoods } from './return-goods.js';
import { ReturnDto, ReturnedDto } from './returns.dto.js';

/** What the order service calls when money went back and the goods with it; every call may be repeated. */
@ApiTags('internal')
@CalledBy('order')
@Controller('internal/returns')
@Priority('critical')
export class ReturnsController {
  constructor(private readonly returns: ReturnGoods) {}

  @Post()
  @ApiOperation({ summary: 'Goods of a sold order come back to the shelf' })
  @ApiCreatedResponse({ type: ReturnedDto, description: '200 when the call is a repeated one' })
  async putBack(
    @Body() command: ReturnDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReturnedDto> {
    const { goods, repeated } = await this.returns.takeBack(command);
    void reply.status(repeated ? 200 : 201);
    return { ...goods, repeated };
  }
}
