// Demo, back end: every kind of traffic it can make. A new kind is a module beside this file and a line here.
import { metrics } from '../metrics.mjs';
import { burst } from './burst.mjs';
import { cart } from './cart.mjs';
import { chat } from './chat.mjs';
import { conditional } from './conditional.mjs';
import { download } from './download.mjs';
import { encoded } from './encoded.mjs';
import { faults } from './faults.mjs';
import { ndjson } from './ndjson.mjs';
import { orderEvents } from './order-events.mjs';
import { orders } from './orders.mjs';
import { picture } from './picture.mjs';
import { products } from './products.mjs';
import { range } from './range.mjs';
import { redirect } from './redirect.mjs';
import { signIn } from './sign-in.mjs';
import { slow } from './slow.mjs';
import { stock } from './stock.mjs';
import { upload } from './upload.mjs';

/** @type {readonly import('../server.mjs').RouteModule[]} */
export const ROUTES = [
  products,
  cart,
  orders,
  orderEvents,
  chat,
  stock,
  slow,
  redirect,
  faults,
  signIn,
  upload,
  download,
  encoded,
  ndjson,
  conditional,
  range,
  burst,
  picture,
  metrics,
];
