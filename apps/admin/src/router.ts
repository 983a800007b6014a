import { createRouter, createWebHistory } from 'vue-router';
import { session } from './panel';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: { name: 'parts' } },
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
      meta: { title: 'Parts' },
    },
    {
      path: '/parts/new',
      name: 'part-new',
      component: () => import('./pages/NewPartPage.vue'),
      meta: { title: 'New part' },
    },
    {
      path: '/parts/:id(\\d+)',
      name: 'part',
      component: () => import('./pages/PartEditorPage.vue'),
      props: (route) => ({ id: Number(route.params.id) }),
      meta: { title: 'Part' },
    },
    {
      path: '/events',
      name: 'events',
      component: () => import('./pages/EventsPage.vue'),
      meta: { title: 'Live events' },
    },
    {
      path: '/:rest(.*)*',
      name: 'not-found',
      component: () => import('./pages/NotFoundPage.vue'),
      meta: { title: 'Page not found' },
    },
  ],
});

router.beforeEach((to) => {
  if (!to.meta.open && !session.isSignedIn.value) {
    return { name: 'sign-in', query: { back: to.fullPath } };
  }
  return true;
});

router.afterEach((to) => {
  document.title = `${String(to.meta.title ?? 'Admin')} · Tandem admin`;
});
