import { createRouter, createWebHistory } from 'vue-router';
import CataloguePage from './pages/CataloguePage.vue';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'catalogue', component: CataloguePage, meta: { title: 'All products' } },
    {
      path: '/parts/:id(\\d+)',
      name: 'part',
      component: () => import('./pages/PartPage.vue'),
      props: (route) => ({ id: Number(route.params.id) }),
    },
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('./pages/SignInPage.vue'),
      meta: { title: 'Sign in' },
    },
    {
      path: '/register',
      name: 'register',
      component: () => import('./pages/RegisterPage.vue'),
      meta: { title: 'Create an account' },
    },
    {
      path: '/:rest(.*)*',
      name: 'not-found',
      component: () => import('./pages/NotFoundPage.vue'),
      meta: { title: 'Page not found' },
    },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.afterEach((to) => {
  document.title = to.meta.title ? `${String(to.meta.title)} · Tandem` : 'Tandem';
});
