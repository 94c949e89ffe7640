import { toPrice } from './price.js';

export function describeCart(count) {
  return `${count} mugs for ${toPrice(count)}`;
}
