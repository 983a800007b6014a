import { createTheme } from '@tandem/ui';
import '@tandem/ui/styles.css';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import { followCartAfterReload } from './account/cart-follows';
import App from './App.vue';
import { router } from './router';
import { queryClient } from './shop';

followCartAfterReload();
createApp(App).use(createTheme()).use(VueQueryPlugin, { queryClient }).use(router).mount('#app');
