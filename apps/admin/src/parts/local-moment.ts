const two = (value: number): string => String(value).padStart(2, '0');

/** A point in time as a field for date and time holds it: in the reader's own zone, to the second. */
export function localMoment(at: string): string {
  const time = new Date(at);
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** The zone in which the fields for date and time are read, e.g. "Europe/Berlin". */
export const readersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
