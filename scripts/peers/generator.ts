import { join } from 'node:path';

/** The load generator that speaks the protocols of all contestants. */
export const GENERATOR = join(__dirname, 'load-generator.ts');
