import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  Header,
  HttpCode,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { Priority, ReadsBody, UuidId } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { importerOf } from './importer.js';
import { ErrorsFile } from './errors-file.js';
import {
  FilePreviewDto,
  ImportDto,
  ImportPageDto,
  ImportsQuery,
  StartedImportDto,
  StartImportQuery,
} from './imports.dto.js';
import { ImportQueries } from './imports.queries.js';
import { RepeatImport } from './repeat-import.js';
import { StartImport } from './start-import.js';
import { SteerImport } from './steer-import.js';

const formWith = (more: Record<string, { type: 'string'; description: string }>) => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object' as const,
        required: ['file'],
        properties: { file: { type: 'string' as const, format: 'binary' }, ...more },
      },
    },
  },
});
const MAPPING = {
  type: 'string' as const,
  description:
    'A JSON object of the file’s columns and the fields that they are for, or null; what it leaves out is as proposed.',
};
const FILE = { schema: { type: 'string', format: 'binary' } };

/** Files of parts that staff import. */
@ApiTags('admin: imports')
@Controller('api/v1/admin')
@Priority('deferrable')
export class ImportsController {
  constructor(
    private readonly imports: ImportQueries,
    private readonly startImport: StartImport,
    private readonly steerImport: SteerImport,
    private readonly errorsFile: ErrorsFile,
    private readonly repeatImport: RepeatImport,
  ) {}

  @Post('imports')
  @HttpCode(202)
  @ReadsBody()
  @RequirePermission('content:write')
  @ApiOperation({
    summary: 'Imports parts from a file of CSV or JSON Lines',
    requestBody: formWith({ mapping: MAPPING }),
  })
  @ApiAcceptedResponse({ type: StartedImportDto })
  async createImport(
    @Req() request: FastifyRequest,
    @Query() { dry_run = false }: StartImportQuery,
    @CurrentUser() user: AuthUser,
  ): Promise<StartedImportDto> {
    return { import_id: await this.startImport.start(request, dry_run, importerOf(user)) };
  }

  @Post('import-columns')
  @HttpCode(200)
  @ReadsBody()
  @RequirePermission('content:write')
  @ApiOperation({
    summary: 'What the columns of a file are for; its first 256 KiB are enough',
    requestBody: formWith({}),
  })
  @ApiOkResponse({ type: FilePreviewDto })
  previewImport(
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<FilePreviewDto> {
    return this.startImport.preview(request, importerOf(user));
  }

  @Get('imports')
  @RequirePermission('content:read')
  @ApiOperation({ summary: 'Imports, newest first' })
  @ApiOkResponse({ type: ImportPageDto })
  listImports(@Query() query: ImportsQuery): Promise<ImportPageDto> {
    return this.imports.list(query);
  }

  @Get('imports/:id')
  @RequirePermission('content:read')
  @ApiOperation({ summary: 'How far an import has come, and what became of its rows' })
  @ApiOkResponse({ type: ImportDto })
  getImport(@UuidId('id') id: string): Promise<ImportDto> {
    return this.imports.get(id);
  }

  @Get('imports/:id/errors.csv')
  @RequirePermission('content:read')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'The rows that failed, each with the reason' })
  @ApiProduces('text/csv')
  @ApiOkResponse(FILE)
  async importErrors(@UuidId('id') id: string): Promise<StreamableFile> {
    const { columns } = await this.imports.get(id);
    return new StreamableFile(Readable.from(this.errorsFile.lines(id, columns)), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="import-errors.csv"',
    });
  }

  @Post('imports/:id/cancel')
  @HttpCode(200)
  @RequirePermission('content:write')
  @ApiOperation({ summary: 'Stops an import; the rows that are taken in stay so' })
  @ApiOkResponse({ type: ImportDto })
  async cancelImport(@UuidId('id') id: string): Promise<ImportDto> {
    await this.steerImport.cancel(id);
    return this.imports.get(id);
  }

  @Post('imports/:id/resume')
  @HttpCode(200)
  @RequirePermission('content:write')
  @ApiOperation({ summary: 'Goes on with an import that was cancelled or has failed' })
  @ApiOkResponse({ type: ImportDto })
  async resumeImport(@UuidId('id') id: string, @CurrentUser() user: AuthUser): Promise<ImportDto> {
    await this.steerImport.resume(id, importerOf(user));
    return this.imports.get(id);
  }

  @Post('imports/:id/apply')
  @HttpCode(200)
  @RequirePermission('content:write')
  @ApiOperation({ summary: 'Imports for real what was a dry run' })
  @ApiOkResponse({ type: ImportDto })
  async applyImport(@UuidId('id') id: string, @CurrentUser() user: AuthUser): Promise<ImportDto> {
    await this.steerImport.apply(id, importerOf(user));
    return this.imports.get(id);
  }

  @Post('imports/:id/repeat')
  @HttpCode(200)
  @RequirePermission('content:write')
  @ApiOperation({
    summary:
      'Goes on with an import that has stopped, or imports the rows that failed once more; the answer is the import that does it',
  })
  @ApiOkResponse({ type: ImportDto })
  async repeatImportRows(
    @UuidId('id') id: string,
    @CurrentUser() user: AuthUser,
  ): Promise<ImportDto> {
    return this.imports.get(await this.repeatImport.repeat(id, importerOf(user)));
  }
}
