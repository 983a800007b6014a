import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { Priority } from '@tandem/http';
import { SuggestionList, SuggestionsQuery } from './suggestion.dto.js';
import { SearchSuggestions } from './search-suggestions.js';

@ApiTags('parts')
@Controller('api/v1')
@Priority('deferrable')
@Public()
export class SuggestionsController {
  constructor(private readonly searchSuggestions: SearchSuggestions) {}

  @Get('search-suggestions')
  @ApiOperation({ summary: 'What a shopper may be typing: words, categories and parts' })
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @ApiOkResponse({ type: SuggestionList })
  suggestions(@Query() { q, limit }: SuggestionsQuery): Promise<string> {
    return this.searchSuggestions.read(q, limit);
  }
}
