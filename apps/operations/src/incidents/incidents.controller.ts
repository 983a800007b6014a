import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { AddEntry } from './add-entry.js';
import { CloseIncident } from './close-incident.js';
import { HideEntry } from './hide-entry.js';
import {
  AddEntryDto,
  CloseIncidentDto,
  IncidentDetail,
  IncidentPage,
  ListIncidentsQuery,
  OpenIncidentDto,
} from './incidents.dto.js';
import { IncidentsQueries } from './incidents.queries.js';
import { OpenIncident } from './open-incident.js';

@ApiTags('incidents')
@Controller('api/v1/admin/incidents')
export class IncidentsController {
  constructor(
    private readonly queries: IncidentsQueries,
    private readonly openIncident: OpenIncident,
    private readonly addEntry: AddEntry,
    private readonly hideEntry: HideEntry,
    private readonly closeIncident: CloseIncident,
  ) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'What went wrong, newest first; one incident is open at a time' })
  @ApiOkResponse({ type: IncidentPage })
  list(@Query() query: ListIncidentsQuery): Promise<IncidentPage> {
    return this.queries.list(query);
  }

  @Post()
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Opens an incident where no alert did; 409 while one is open' })
  @ApiCreatedResponse({ type: IncidentDetail })
  async open(
    @Body() { title }: OpenIncidentDto,
    @CurrentUser() { id, name }: AuthUser,
  ): Promise<IncidentDetail> {
    return this.queries.one(await this.openIncident.open(title, { id, name }));
  }

  @Get(':id')
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'An incident with its timeline' })
  @ApiOkResponse({ type: IncidentDetail })
  one(@UuidId() id: string): Promise<IncidentDetail> {
    return this.queries.one(id);
  }

  @Post(':id/entries')
  @RequirePermission('events:write')
  @ApiOperation({
    summary: 'Adds to the timeline: a note, what was done, or what the public reads',
  })
  @ApiCreatedResponse({ type: IncidentDetail })
  async add(
    @UuidId() incident: string,
    @Body() entry: AddEntryDto,
    @CurrentUser() { id, name }: AuthUser,
  ): Promise<IncidentDetail> {
    await this.addEntry.add(incident, entry, { id, name });
    return this.queries.one(incident);
  }

  @Post(':id/entries/:entry_id/hide')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Takes a public entry off the status page; staff go on seeing it' })
  @ApiOkResponse({ type: IncidentDetail })
  async hide(
    @UuidId() incident: string,
    @UuidId('entry_id') entry: string,
    @CurrentUser() { id, name }: AuthUser,
  ): Promise<IncidentDetail> {
    await this.hideEntry.hide(incident, entry, { id, name });
    return this.queries.one(incident);
  }

  @Post(':id/close')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Closes an incident' })
  @ApiOkResponse({ type: IncidentDetail })
  async close(
    @UuidId() incident: string,
    @Body() { said }: CloseIncidentDto,
    @CurrentUser() { id, name }: AuthUser,
  ): Promise<IncidentDetail> {
    await this.closeIncident.close(incident, said, { id, name });
    return this.queries.one(incident);
  }
}
