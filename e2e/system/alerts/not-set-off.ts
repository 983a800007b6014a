/** Alerts that no system test sets off, and why; `promtool` tries the rule of each with numbers. */
export const NOT_SET_OFF: Readonly<Record<string, string>> = {
  DiskIsFull:
    'It is about the disk that the services work on, which is the disk of the tests and of everything else on the machine; chaos.sys-spec fills one of PostgreSQL’s own.',
  RequestsWaitForConnections:
    'Requests would have to wait for 150 s in all, and are shed after two: it takes a rush of many clients for minutes.',
};
