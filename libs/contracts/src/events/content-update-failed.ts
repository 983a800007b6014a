import { defineEvent } from '../define-event.js';
import { partId, uuid, version } from '../fragments.js';

/** What was taken from staff and can fail afterwards. */
export const LATER_UPDATES = ['planned_switch', 'bulk_change', 'import'] as const;

export const ContentUpdateFailed = defineEvent({
  type: 'content.update_failed',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'content_update',
  aggregateKey: 'subject',
  summary:
    'An update of content that was taken before has failed, in whole or in part. What it was to change is as it was; its author is told.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: [
      'subject',
      'version',
      'account_id',
      'update',
      'part_id',
      'run_id',
      'retrying',
      'detail',
    ],
    properties: {
      subject: { type: 'string', description: 'The update, e.g. `import:<id>`.' },
      version,
      account_id: { ...uuid, description: 'Who made the update.' },
      update: { type: 'string', enum: LATER_UPDATES },
      part_id: { anyOf: [partId, { type: 'null' }] },
      run_id: {
        anyOf: [uuid, { type: 'null' }],
        description: 'The bulk change or the import.',
      },
      retrying: { type: 'boolean', description: 'Whether the shop tries it again by itself.' },
      detail: {
        type: 'string',
        description: 'What failed and what to do, in sentences for staff.',
      },
    },
  },
});
