import { startTelemetry } from './telemetry.js';

startTelemetry();
