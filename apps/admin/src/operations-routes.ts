import type { RouteRecordRaw } from 'vue-router';

/** Pages about the shop as a whole. */
export const OPERATIONS_ROUTES: RouteRecordRaw[] = [
  {
    path: '/cache',
    name: 'cache',
    component: () => import('./pages/CachePage.vue'),
    meta: { title: 'Cache', needs: 'events:read' },
  },
  {
    path: '/consistency',
    name: 'consistency',
    component: () => import('./pages/ConsistencyPage.vue'),
    meta: { title: 'Consistency', needs: 'events:read' },
  },
  {
    path: '/events/replays',
    name: 'replays',
    component: () => import('./pages/ReplaysPage.vue'),
    meta: { title: 'Replay of events', needs: 'events:read' },
  },
  {
    path: '/alerts',
    name: 'alerts',
    component: () => import('./pages/AlertsPage.vue'),
    meta: { title: 'Alerts', needs: 'events:read' },
  },
  {
    path: '/traces',
    name: 'traces',
    component: () => import('./pages/TracesPage.vue'),
    meta: { title: 'Traces', needs: 'events:read' },
  },
  {
    path: '/traces/slow-statements',
    name: 'slow-statements',
    component: () => import('./pages/SlowStatementsPage.vue'),
    meta: { title: 'Slow statements', needs: 'events:read' },
  },
  {
    path: '/traces/:id',
    name: 'trace',
    component: () => import('./pages/TracePage.vue'),
    props: true,
    meta: { title: 'Trace', needs: 'events:read' },
  },
  {
    // A path that is /health alone is the services' own, and hidden by the doors.
    path: '/service-health',
    name: 'health',
    component: () => import('./pages/HealthPage.vue'),
    meta: { title: 'Health', needs: 'events:read' },
  },
  {
    path: '/incidents/:id',
    name: 'incident',
    component: () => import('./pages/IncidentPage.vue'),
    props: true,
    meta: { title: 'Incident', needs: 'events:read' },
  },
  {
    path: '/audit/report',
    name: 'audit-report',
    component: () => import('./pages/AuditReportPage.vue'),
    meta: { title: 'Who did what', needs: 'audit:read' },
  },
  {
    path: '/audit',
    name: 'audit',
    component: () => import('./pages/AuditPage.vue'),
    meta: { title: 'Audit', needs: 'audit:read' },
  },
];
