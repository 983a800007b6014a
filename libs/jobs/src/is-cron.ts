import { ValidateBy } from 'class-validator';
import { isCron } from './cron.js';

/** Of a setting that names the times of a scheduled job: five fields, in UTC. Empty: never. */
export const IsCron = (): PropertyDecorator =>
  ValidateBy({
    name: 'isCron',
    validator: {
      validate: (value: unknown) => value === '' || (typeof value === 'string' && isCron(value)),
      defaultMessage: () => 'must be empty or a cron expression of five fields',
    },
  });
