import { quantile, rate, type Board } from '../board.ts';

const HTTP = 'http_server_request_duration_seconds';

export const business: Board = {
  name: 'business',
  title: 'Tandem: business',
  rows: {
    Orders: [
      {
        title: 'Orders an hour',
        about: 'By what became of them.',
        unit: 'short',
        shows: { '{{status}}': 'sum by (status) (increase(orders_moved_total[1h]))' },
      },
      {
        title: 'Orders that got an error of the shop',
        about: 'The promise: 1 of 200 at most.',
        unit: 'percentunit',
        limit: 0.005,
        shows: {
          'five minutes': 'tandem:checkout_failed:ratio_rate5m',
          'one hour': 'tandem:checkout_failed:ratio_rate1h',
        },
      },
      {
        title: 'Time to place an order',
        about: 'From the request to its decision.',
        unit: 's',
        shows: {
          'half of them': quantile(0.5, 'order_placing_duration_seconds'),
          '95 of 100': quantile(0.95, 'order_placing_duration_seconds'),
        },
      },
    ],
    'From a look to an order': [
      {
        title: 'Paid orders a part page',
        about: 'Part pages that were answered by the catalogue, of the last hour.',
        unit: 'percentunit',
        shows: { conversion: 'tandem:conversion:ratio1h' },
      },
      {
        title: 'Looks, carts, orders',
        about: 'How many an hour came so far.',
        unit: 'short',
        shows: {
          'part pages': `sum(increase(${HTTP}_count{http_request_method="GET",http_route="/api/v1/parts/:id"}[1h]))`,
          'put into a cart': `sum(increase(${HTTP}_count{http_request_method="POST",http_route=~"/api/v1/cart/items.*"}[1h]))`,
          ordered: `sum(increase(${HTTP}_count{http_request_method="POST",http_route="/api/v1/orders",http_response_status_code="201"}[1h]))`,
        },
      },
      {
        title: 'Searches without results',
        about: 'An hour; what was searched for is in the panel under Search.',
        unit: 'short',
        shows: { searches: 'sum(increase(searches_without_results_total[1h]))' },
      },
    ],
    Stock: [
      {
        title: 'Parts that are low or out',
        about: 'Of all parts with a stock of their own.',
        unit: 'short',
        shows: { low: 'max(stock_low)', out: 'max(stock_out)' },
      },
      {
        title: 'Reservations that ran out',
        about: 'Pieces held for orders that were not paid in time.',
        unit: 'ops',
        shows: { reservations: rate('inventory_reservations_expired_total') },
      },
      {
        title: 'Orders under way',
        about: 'Between two steps, payments that are awaited aside.',
        unit: 'short',
        shows: { orders: 'max(saga_open)' },
      },
    ],
  },
};
