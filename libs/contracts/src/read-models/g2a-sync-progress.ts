/** Kept for the import of a catalogue: the requirements name its key, and the access list of Redis lets it pass. */
export const G2aSyncProgressEntry = { key: () => 'g2a:sync:progress', format: 1 } as const;
