interface Row {
  what: string;
  figure: string;
  note: string;
}

/** What the report at the end says. */
export const rows: Row[] = [];
export const add = (what: string, figure: string, note = '') => rows.push({ what, figure, note });
export const whole = (value: number) => Math.round(value).toLocaleString('en');
export const ms = (value: number) => `${value.toFixed(1)} ms`;
