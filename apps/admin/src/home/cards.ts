import type { Component } from 'vue';
import AlertsCard from './AlertsCard.vue';
import ChangesCard from './ChangesCard.vue';
import CheckCard from './CheckCard.vue';
import OrdersCard from './OrdersCard.vue';
import PartsCard from './PartsCard.vue';
import ReadsCard from './ReadsCard.vue';
import ShortfallsCard from './ShortfallsCard.vue';
import WorkCard from './WorkCard.vue';

/** What stands on the panel's home, in this order, each for whoever has its permission. */
export const CARDS: readonly { name: string; needs: string; card: Component }[] = [
  { name: 'orders', needs: 'orders:read', card: OrdersCard },
  { name: 'work', needs: 'events:read', card: WorkCard },
  { name: 'alerts', needs: 'events:read', card: AlertsCard },
  { name: 'shortfalls', needs: 'stock:read', card: ShortfallsCard },
  { name: 'reads', needs: 'events:read', card: ReadsCard },
  { name: 'check', needs: 'events:read', card: CheckCard },
  { name: 'changes', needs: 'audit:read', card: ChangesCard },
  { name: 'parts', needs: 'content:read', card: PartsCard },
];
