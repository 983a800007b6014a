export const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
export const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
export const CONNECTIONS = 50;
export const SYNCED_PRODUCTS = Number(process.env.BENCH_PRODUCTS ?? 20_000);
/** Sizes of the shop that are compared, the smallest first. */
export const SHOP_SIZES = (process.env.BENCH_PARTS ?? '1000,100000').split(',').map(Number);
export const IMPORTED_ROWS = Number(process.env.BENCH_ROWS ?? 100_000);
/** `no`: the import runs in the thread that answers shoppers. */
export const IMPORT_THREAD = process.env.BENCH_IMPORT_THREAD ?? 'yes';
/** A scenario is bounded, whatever is asked for: it plays on a machine that others may use. */
export const SCENARIO_USERS = Math.min(500, Number(process.env.BENCH_USERS ?? 60));
export const SCENARIO_SECONDS = Math.min(300, SECONDS * 4);
