import { Module } from '@nestjs/common';
import { AddEntry } from './add-entry.js';
import { CloseIncident } from './close-incident.js';
import { HideEntry } from './hide-entry.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsQueries } from './incidents.queries.js';
import { OpenIncident } from './open-incident.js';

/** What went wrong, what was done about it, and what of it the public reads. */
@Module({
  controllers: [IncidentsController],
  providers: [AddEntry, CloseIncident, HideEntry, IncidentsQueries, OpenIncident],
})
export class IncidentsModule {}
