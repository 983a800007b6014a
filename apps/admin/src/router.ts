import { followNavigation, guardSession } from '@tandem/ui';
import { createRouter, createWebHistory } from 'vue-router';
import { restored, session } from './panel';
import { OPERATIONS_ROUTES } from './operations-routes';

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) =>
    saved ?? (to.path === from.path && to.query.cursor === from.query.cursor ? false : { top: 0 }),
  routes: [
    {
      path: '/',
      name: 'home',
      component: () => import('./pages/HomePage.vue'),
      meta: { title: 'Home' },
    },
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('./pages/SignInPage.vue'),
      meta: { title: 'Sign in', open: true },
    },
    {
      path: '/parts',
      name: 'parts',
      component: () => import('./pages/PartsPage.vue'),
      meta: { title: 'Parts', needs: 'content:read' },
    },
    {
      path: '/parts/new',
      name: 'part-new',
      component: () => import('./pages/NewPartPage.vue'),
      meta: { title: 'New part', needs: 'content:write' },
    },
    {
      path: '/parts/:id(\\d+)',
      name: 'part',
      component: () => import('./pages/PartEditorPage.vue'),
      props: (route) => ({ id: Number(route.params.id) }),
      meta: { title: 'Part', needs: 'content:read' },
    },
    {
      path: '/imports',
      name: 'imports',
      component: () => import('./pages/ImportsPage.vue'),
      meta: { title: 'Imports', needs: 'content:read' },
    },
    {
      path: '/bulk-changes',
      name: 'bulk-changes',
      component: () => import('./pages/BulkChangesPage.vue'),
      meta: { title: 'Bulk changes', needs: 'content:read' },
    },
    {
      path: '/bulk-changes/:id',
      name: 'bulk-change',
      component: () => import('./pages/BulkChangePage.vue'),
      props: true,
      meta: { title: 'Bulk change', needs: 'content:read' },
    },
    {
      path: '/categories',
      name: 'categories',
      component: () => import('./pages/CategoriesPage.vue'),
      meta: { title: 'Categories', needs: 'content:read' },
    },
    {
      path: '/genres',
      name: 'genres',
      component: () => import('./pages/GenresPage.vue'),
      meta: { title: 'Genres', needs: 'content:read' },
    },
    {
      path: '/platforms',
      name: 'platforms',
      component: () => import('./pages/PlatformsPage.vue'),
      meta: { title: 'Platforms', needs: 'content:read' },
    },
    {
      path: '/search',
      name: 'search',
      component: () => import('./pages/SearchPage.vue'),
      meta: { title: 'Search', needs: 'content:read' },
    },
    {
      path: '/events',
      name: 'events',
      component: () => import('./pages/EventsPage.vue'),
      meta: { title: 'Live events', needs: 'events:read' },
    },
    {
      path: '/background-work',
      name: 'background-work',
      component: () => import('./pages/BackgroundWorkPage.vue'),
      meta: { title: 'Background work', needs: 'events:read' },
    },
    {
      path: '/webhooks',
      name: 'webhooks',
      component: () => import('./pages/WebhooksPage.vue'),
      meta: { title: 'Webhooks', needs: 'sync:read' },
    },
    {
      path: '/webhook-endpoints',
      name: 'webhook-endpoints',
      component: () => import('./pages/WebhookEndpointsPage.vue'),
      meta: { title: 'Outgoing webhooks', needs: 'events:read' },
    },
    {
      path: '/webhook-endpoints/:id',
      name: 'webhook-endpoint',
      component: () => import('./pages/WebhookEndpointPage.vue'),
      props: true,
      meta: { title: 'Outgoing webhook', needs: 'events:read' },
    },
    {
      path: '/shortfalls',
      name: 'shortfalls',
      component: () => import('./pages/ShortfallsPage.vue'),
      meta: { title: 'Shortfalls', needs: 'stock:read' },
    },
    {
      path: '/stock-movements',
      name: 'stock-movements',
      component: () => import('./pages/StockMovementsPage.vue'),
      meta: { title: 'Stock movements', needs: 'stock:read' },
    },
    {
      path: '/safety-buffers',
      name: 'safety-buffers',
      component: () => import('./pages/SafetyBuffersPage.vue'),
      meta: { title: 'Safety buffers', needs: 'stock:read' },
    },
    {
      path: '/orders',
      name: 'orders',
      component: () => import('./pages/OrdersPage.vue'),
      meta: { title: 'Orders', needs: 'orders:read' },
    },
    {
      path: '/orders/:id',
      name: 'order',
      component: () => import('./pages/OrderPage.vue'),
      props: true,
      meta: { title: 'Order', needs: 'orders:read' },
    },
    {
      path: '/key-orders',
      name: 'key-orders',
      component: () => import('./pages/KeyOrdersPage.vue'),
      meta: { title: 'Key orders', needs: 'orders:read' },
    },
    {
      path: '/customers',
      name: 'customers',
      component: () => import('./pages/CustomersPage.vue'),
      meta: { title: 'Customers', needs: 'orders:read' },
    },
    {
      path: '/customers/:id',
      name: 'customer',
      component: () => import('./pages/CustomerPage.vue'),
      props: true,
      meta: { title: 'Customer', needs: 'orders:read' },
    },
    {
      path: '/accounts',
      name: 'accounts',
      component: () => import('./pages/AccountsPage.vue'),
      meta: { title: 'Accounts', needs: 'users:read' },
    },
    {
      path: '/accounts/:id',
      name: 'account',
      component: () => import('./pages/AccountPage.vue'),
      props: true,
      meta: { title: 'Account', needs: 'users:read' },
    },
    {
      path: '/roles',
      name: 'roles',
      component: () => import('./pages/RolesPage.vue'),
      meta: { title: 'Roles', needs: 'users:read' },
    },
    {
      path: '/roles/:name',
      name: 'role',
      component: () => import('./pages/RolePage.vue'),
      props: true,
      meta: { title: 'Role', needs: 'users:read' },
    },
    {
      path: '/integrations',
      name: 'integrations',
      component: () => import('./pages/IntegrationsPage.vue'),
      meta: { title: 'Integrations', needs: 'sync:read' },
    },
    {
      path: '/flags',
      name: 'flags',
      component: () => import('./pages/FlagsPage.vue'),
      meta: { title: 'Feature flags', needs: 'flags:read' },
    },
    ...OPERATIONS_ROUTES,
    {
      path: '/no-access',
      name: 'no-access',
      component: () => import('./pages/NoAccessPage.vue'),
      meta: { title: 'No access' },
    },
    {
      path: '/:rest(.*)*',
      name: 'not-found',
      component: () => import('./pages/NotFoundPage.vue'),
      meta: { title: 'Page not found' },
    },
  ],
});

guardSession(router, {
  session,
  restored,
  needsSignIn: (to) => !to.meta.open,
  forGuests: ['sign-in'],
});

router.beforeEach((to) => {
  const { needs } = to.meta;
  if (typeof needs === 'string' && !session.may(needs)) return { name: 'no-access' };
  return true;
});

export const navigation = followNavigation(router, 'Tandem admin');
