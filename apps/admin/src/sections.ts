import {
  mdiAccountGroupOutline,
  mdiAccountKeyOutline,
  mdiBadgeAccountOutline,
  mdiBellAlertOutline,
  mdiChartGantt,
  mdiDatabaseArrowUpOutline,
  mdiFileTreeOutline,
  mdiFlagOutline,
  mdiFormatListChecks,
  mdiHeartPulse,
  mdiHistory,
  mdiHomeOutline,
  mdiKeyVariant,
  mdiPackageVariantClosed,
  mdiPackageVariantMinus,
  mdiProgressWrench,
  mdiPulse,
  mdiReceiptTextOutline,
  mdiScaleBalance,
  mdiSendOutline,
  mdiShieldHalfFull,
  mdiSwapVertical,
  mdiSync,
  mdiTextSearch,
  mdiTrayArrowUp,
  mdiWebhook,
} from '@mdi/js';
import { router } from './router';

const ICONS = {
  home: mdiHomeOutline,
  parts: mdiPackageVariantClosed,
  imports: mdiTrayArrowUp,
  'bulk-changes': mdiFormatListChecks,
  categories: mdiFileTreeOutline,
  search: mdiTextSearch,
  'stock-movements': mdiSwapVertical,
  shortfalls: mdiPackageVariantMinus,
  'safety-buffers': mdiShieldHalfFull,
  orders: mdiReceiptTextOutline,
  'key-orders': mdiKeyVariant,
  customers: mdiAccountGroupOutline,
  accounts: mdiBadgeAccountOutline,
  roles: mdiAccountKeyOutline,
  events: mdiPulse,
  'background-work': mdiProgressWrench,
  integrations: mdiSync,
  webhooks: mdiWebhook,
  'webhook-endpoints': mdiSendOutline,
  flags: mdiFlagOutline,
  alerts: mdiBellAlertOutline,
  traces: mdiChartGantt,
  health: mdiHeartPulse,
  consistency: mdiScaleBalance,
  cache: mdiDatabaseArrowUpOutline,
  audit: mdiHistory,
};

/** What the drawer offers, in this order; what a page is called and who may open it (all staff, or who has a permission), its route says. */
export const SECTIONS = Object.entries(ICONS).map(([name, icon]) => {
  const { path, meta } = router.resolve({ name });
  return { name, icon, path, title: String(meta.title), needs: meta.needs as string | undefined };
});
