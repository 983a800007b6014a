/** What webhooks can be told of alerts, beside the changes of parts. */
export const ALERT_MESSAGES = ['alert.fired', 'alert.ended'] as const;

/** As many as one call of operations may hand over. */
export const MOST_ALERT_MESSAGES = 100;
