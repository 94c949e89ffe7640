// Demo: builds the Go back end ahead of the first start; fails where it can't be built.
import { buildGoBackend } from './go-backend.mjs';

process.exitCode = (await buildGoBackend()) === undefined ? 1 : 0;
