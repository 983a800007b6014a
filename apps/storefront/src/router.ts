import { createRouter, createWebHistory } from 'vue-router';
import CataloguePage from './pages/CataloguePage.vue';
import { restored, session } from './shop';

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
      path: '/cart',
      name: 'cart',
      component: () => import('./pages/CartPage.vue'),
      meta: { title: 'Your cart' },
    },
    {
      path: '/wishlist',
      name: 'wishlist',
      component: () => import('./pages/WishlistPage.vue'),
      meta: { title: 'Your wishlist' },
    },
    {
      path: '/checkout',
      name: 'checkout',
      component: () => import('./pages/CheckoutPage.vue'),
      meta: { title: 'Checkout', signedIn: true },
    },
    {
      path: '/orders',
      name: 'orders',
      component: () => import('./pages/OrdersPage.vue'),
      meta: { title: 'Your orders', signedIn: true },
    },
    {
      path: '/orders/:id',
      name: 'order',
      component: () => import('./pages/OrderPage.vue'),
      props: true,
      meta: { title: 'Your order', signedIn: true },
    },
    {
      path: '/wallet',
      name: 'wallet',
      component: () => import('./pages/WalletPage.vue'),
      meta: { title: 'Your wallet', signedIn: true },
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
      path: '/confirm-email',
      name: 'confirm-email',
      component: () => import('./pages/ConfirmEmailPage.vue'),
      meta: { title: 'Confirm your e-mail address' },
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

// Somebody who has to sign in first comes back to where they were going.
router.beforeEach(async (to) => {
  if (!to.meta.signedIn) return true;
  await restored;
  return session.isSignedIn.value || { name: 'sign-in', query: { back: to.fullPath } };
});

router.afterEach((to) => {
  document.title = to.meta.title ? `${String(to.meta.title)} · Tandem` : 'Tandem';
});
