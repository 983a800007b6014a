import './source-maps.js';

// Not a static import: those are loaded before the first line runs, and their maps would not be read.
const { startTelemetry } = await import('./telemetry.js');
startTelemetry();
