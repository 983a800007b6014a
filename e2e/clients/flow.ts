// A program of somebody else's, on a client that openapi-generator made of docs/openapi.json: compiled with it, then run.
import {
  AuthApi,
  CartApi,
  Configuration,
  OrdersApi,
  PartsApi,
  ResponseError,
  StockApi,
  WalletApi,
} from './client/index.js';

const [shop = '', admin = '', password = ''] = process.argv.slice(2);

async function signedIn(basePath: string, email: string): Promise<Configuration> {
  const auth = new AuthApi(new Configuration({ basePath }));
  const { accessToken } = await auth.signInLogin({ loginBody: { email, password } });
  return new Configuration({ basePath, accessToken });
}

const staff = new StockApi(await signedIn(admin, 'admin@tandem.test'));
const customer = await signedIn(shop, 'customer@tandem.test');
const parts = new PartsApi(customer);

const { items } = await parts.partListParts({ inStock: true, limit: 1, kind: 'physical' });
const part = await parts.partGetPart({ id: items[0]!.id });

const before = await staff.stockRead({ id: part.id });
const edited = await staff.stockSet({
  id: part.id,
  setStockDto: { currentStock: before.currentStock + 5, version: before.version },
});
const seen = await parts.partGetPart({ id: part.id });
const conflict = await staff
  .stockSet({ id: part.id, setStockDto: { currentStock: 1, version: before.version } })
  .then(
    () => null,
    async (error: unknown) =>
      error instanceof ResponseError ? ((await error.response.json()) as { code: string }) : error,
  );

await new WalletApi(customer).walletTopUp({
  idempotencyKey: crypto.randomUUID(),
  topUpRequestDto: { amount: { amount: '500.00', currency: 'EUR' }, paymentMethod: 'test' },
});
const cart = await new CartApi(customer).cartsAdd({
  addItemBody: { partId: part.id, quantity: 1 },
});
const orders = new OrdersApi(customer);
const order = await orders.ordersPlace({
  idempotencyKey: crypto.randomUUID(),
  placeOrderDto: { paymentMethod: 'balance', expectedTotal: cart.total },
});
const found = await orders.ordersDetail({ id: order.id });

console.log(
  JSON.stringify({
    sees: seen.stock.currentStock === edited.currentStock,
    conflict: (conflict as { code?: string } | null)?.code,
    ordered: found.id === order.id && found.items.some(({ partId }) => partId === part.id),
  }),
);
