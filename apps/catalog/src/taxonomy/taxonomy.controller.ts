import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { IntField, TextField, UuidField } from '@tandem/http';
import { Taxonomy } from './taxonomy.js';

const JSON_TYPE = 'application/json; charset=utf-8';

class CountedView {
  @UuidField()
  id!: string;
  @TextField()
  slug!: string;
  @TextField()
  name!: string;
  @IntField({ description: 'The number of parts in it.' })
  count!: number;
}

class CategoryView extends CountedView {
  @ApiProperty({
    type: [String],
    description:
      'Slugs that led here before a category was renamed or merged; `category=` takes them still.',
  })
  former_slugs!: string[];
  @ApiProperty({ type: () => [CategoryView] })
  children!: CategoryView[];
}

class CategoryTree {
  @ApiProperty({ type: [CategoryView] })
  items!: CategoryView[];
  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}

class CountedList {
  @ApiProperty({ type: [CountedView] })
  items!: CountedView[];
  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}

/** What shoppers narrow the lists by. */
@ApiTags('parts')
@Controller('api/v1')
@Public()
export class TaxonomyController {
  constructor(private readonly taxonomy: Taxonomy) {}

  @Get('categories')
  @ApiOperation({ summary: 'The tree of categories, with counts' })
  @Header('content-type', JSON_TYPE)
  @Header('cache-control', 'no-cache')
  @ApiOkResponse({ type: CategoryTree })
  listCategories(): Promise<string> {
    return this.taxonomy.read('categories');
  }

  @Get('genres')
  @ApiOperation({ summary: 'The genres of games, with counts' })
  @Header('content-type', JSON_TYPE)
  @Header('cache-control', 'no-cache')
  @ApiOkResponse({ type: CountedList })
  listGenres(): Promise<string> {
    return this.taxonomy.read('genres');
  }

  @Get('platforms')
  @ApiOperation({ summary: 'The platforms of games, with counts' })
  @Header('content-type', JSON_TYPE)
  @Header('cache-control', 'no-cache')
  @ApiOkResponse({ type: CountedList })
  listPlatforms(): Promise<string> {
    return this.taxonomy.read('platforms');
  }
}
