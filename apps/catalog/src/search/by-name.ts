/** The order of names in every language; a cursor is compared in the same. */
export const BY_NAME = `collate "und-x-icu"`;
