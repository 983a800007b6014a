import { fileURLToPath } from 'node:url';
import { bundleServices } from './bundle-services.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const [folder = fileURLToPath(new URL('../dist', import.meta.url))] = process.argv.slice(2);

await bundleServices(ROOT, folder);
