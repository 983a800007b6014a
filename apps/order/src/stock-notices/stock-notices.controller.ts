import { Body, Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OptionallyAuthenticated, type AuthUser, MaybeUser } from '@tandem/auth-client';
import { IntId } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { AnswerLink } from './answer-link.js';
import { AskToBeTold } from './ask-to-be-told.js';
import { BackInStockDto, WishLinkDto } from './stock-notices.dto.js';

@ApiTags('back in stock')
@Controller('api/v1')
@OptionallyAuthenticated()
export class StockNoticesController {
  constructor(
    private readonly askToBeTold: AskToBeTold,
    private readonly answerLink: AnswerLink,
  ) {}

  @Post('parts/:id/back-in-stock')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Asks to be told when a product is back in stock',
    description:
      'A signed-in shopper is told at the address of the account. A guest first gets a mail with a link; the answer is the same whether the address is known or not.',
  })
  @ApiAcceptedResponse({ description: 'Asked for, or waiting already.' })
  async ask(
    @IntId('id') partId: number,
    @Body() { email }: BackInStockDto,
    @Req() request: FastifyRequest,
    @MaybeUser() user: AuthUser | undefined,
  ): Promise<void> {
    await this.askToBeTold.ask({
      partId,
      userId: user?.id ?? null,
      email,
      from: request.ip,
    });
  }

  @Post('back-in-stock/confirm')
  @HttpCode(204)
  @ApiOperation({ summary: 'Confirms a guest’s address with the link of the mail' })
  @ApiNoContentResponse()
  async confirm(@Body() { token }: WishLinkDto): Promise<void> {
    await this.answerLink.confirm(token);
  }

  @Post('back-in-stock/stop')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends all requests of the person that the mail went to' })
  @ApiNoContentResponse()
  async stop(@Body() { token }: WishLinkDto): Promise<void> {
    await this.answerLink.stop(token);
  }
}
