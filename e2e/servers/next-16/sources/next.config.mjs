import { dirname } from 'node:path';

// The packages lie in the folder above.
const above = dirname(import.meta.dirname);

export default { turbopack: { root: above }, outputFileTracingRoot: above, devIndicators: false };
