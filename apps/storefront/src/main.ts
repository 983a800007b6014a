import { createTheme, fetchAgain } from '@tandem/ui';
import '@tandem/ui/styles.css';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import { followCartAfterReload } from './account/cart-follows';
import App from './App.vue';
import { refetchFilledCart } from './cart/use-cart';
import { followSources } from './stock/source-news';
import { router } from './router';
import { live, queryClient } from './shop';

followCartAfterReload();
followSources(live, () => {
  for (const shown of ['parts', 'part', 'wishlist']) fetchAgain(queryClient, [shown]);
  refetchFilledCart();
});
createApp(App).use(createTheme()).use(VueQueryPlugin, { queryClient }).use(router).mount('#app');
