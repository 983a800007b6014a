import type { Plugin } from 'rolldown';

const DRIVER = /\/typeorm\/driver\/([^/]+)\//;
const NEEDED = new Set(['postgres', 'types']);

/** TypeORM loads its drivers for seventeen databases, whichever is asked for. */
export const withoutOtherDatabases = (): Plugin => ({
  name: 'without-other-databases',
  load: (id) => {
    const driver = DRIVER.exec(id)?.[1];
    if (driver === undefined || NEEDED.has(driver)) return null;
    return { code: 'module.exports = {};', moduleType: 'js' };
  },
});
