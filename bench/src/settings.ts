export const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
export const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
export const CONNECTIONS = 50;
export const SYNCED_PRODUCTS = Number(process.env.BENCH_PRODUCTS ?? 20_000);
