import { followNavigation, guardSession } from '@tandem/ui';
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
      path: '/preview/:id(\\d+)',
      name: 'preview',
      component: () => import('./pages/PreviewPage.vue'),
      props: (route) => ({ id: Number(route.params.id), token: route.hash.slice(1) }),
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
      path: '/back-in-stock/:what(confirm|stop)',
      name: 'back-in-stock',
      component: () => import('./pages/BackInStockPage.vue'),
      props: true,
      meta: { title: 'Back in stock' },
    },
    {
      path: '/status',
      name: 'status',
      component: () => import('./pages/StatusPage.vue'),
      meta: { title: 'Shop status' },
    },
    {
      path: '/:rest(.*)*',
      name: 'not-found',
      component: () => import('./pages/NotFoundPage.vue'),
      meta: { title: 'Page not found' },
    },
  ],
  // Filters and sorting change what is on the page, not where the reader is on it.
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

guardSession(router, {
  session,
  restored,
  needsSignIn: (to) => Boolean(to.meta.signedIn),
  forGuests: ['sign-in', 'register'],
});

export const navigation = followNavigation(router, 'Tandem');
