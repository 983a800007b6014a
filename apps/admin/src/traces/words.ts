/** "12 ms", "1.25 s": as exact as it matters. */
export function tookText(ms: number): string {
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return `${(ms / 1_000).toFixed(2)} s`;
}

const NAMES: Readonly<Record<string, string>> = {
  'http.request.method': 'Method',
  'http.route': 'Route',
  'http.response.status_code': 'Answer',
  'server.address': 'Asked',
  'db.system': 'Database',
  'db.system.name': 'Database',
  'db.statement': 'Statement',
  'db.query.text': 'Statement',
  'db.namespace': 'In',
  'messaging.destination.name': 'Topic',
  'messaging.consumer.group.name': 'Read by',
  'messaging.destination.partition.id': 'Partition',
  'messaging.kafka.offset': 'Offset',
  'messaging.kafka.message.key': 'Key',
  'cloudevents.event_type': 'Event',
  'error.type': 'Kind of error',
  'tandem.correlation_id': 'Correlation id',
};

/** What a span says of itself, in words where there are some. */
export const aboutText = (about: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(about).map(([name, value]) => [NAMES[name] ?? name, value]);

export const leftOutText = (spans: number): string =>
  spans === 1
    ? 'One more step is not shown.'
    : `${spans.toLocaleString('en')} more steps are not shown.`;
