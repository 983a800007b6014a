/**
 * What has to be done and seen before a moment that lies a little ahead. A slow machine may not be done by then, which
 * says nothing of what is tested: it is begun anew, with a moment four times as far away.
 * @param act is told the milliseconds until that moment; whatever fails before the moment fails for good
 * @throws what the last of four tries threw
 */
export async function inTime<T>(
  act: (ms: number) => Promise<T>,
  { ms = 1_500, tries = 4 }: { ms?: number; tries?: number } = {},
): Promise<T> {
  const moment = Date.now() + ms;
  const late = (): boolean => Date.now() >= moment;
  try {
    const result = await act(ms);
    if (!late()) return result;
    if (tries <= 1) throw new Error(`not done within ${ms} ms`);
  } catch (error) {
    if (!late() || tries <= 1) throw error;
  }
  return inTime(act, { ms: ms * 4, tries: tries - 1 });
}
