import { startService } from '@tandem/http';
import { service } from './service.js';

await startService(service);
