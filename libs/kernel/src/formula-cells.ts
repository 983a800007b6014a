/**
 * What a spreadsheet would take for a formula, and the word that clears a field. Apostrophes before it count, so that writing
 * and reading undo each other whatever a text begins with.
 */
const WRITTEN = /^'*(?:[=+\-@\t\r＝＋－＠]|\(clear\)$)/;
const READ = /^'+(?:[=+\-@\t\r＝＋－＠]|\(clear\)$)/;

/** A text as a cell that no spreadsheet runs as a formula. */
export const defused = (text: string): string => (WRITTEN.test(text) ? `'${text}` : text);

/** The text of a cell that `defused` made; another cell is its text. */
export const undefused = (cell: string): string => (READ.test(cell) ? cell.slice(1) : cell);
