import { createTheme } from '@tandem/ui';
import '@tandem/ui/styles.css';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import App from './App.vue';
import { queryClient } from './panel';
import { router } from './router';

createApp(App)
  .use(createTheme({ light: '#0F766E', dark: '#5EEAD4' }))
  .use(VueQueryPlugin, { queryClient })
  .use(router)
  .mount('#app');
