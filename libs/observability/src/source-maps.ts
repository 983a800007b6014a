import { setSourceMapsSupport } from 'node:module';

/**
 * Lines of errors are told as they stand in the sources. `--enable-source-maps` would read the maps of every package too,
 * which takes 36 MB a service, so this is loaded before what it is for.
 */
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
