// Demo, back end: what the shop knows. Lives as long as the process; the same products every time.
import { EventEmitter } from 'node:events';

/**
 * @typedef {{ id: string, name: string, art: string, hue: number, priceCents: number, stock: number, about: string }} Product
 * @typedef {{ productId: string, quantity: number }} CartItem
 * @typedef {{ id: string, placedAt: string, items: readonly CartItem[], totalCents: number, state: 'placed' | 'packed' | 'sent' }} Order
 */

/** @type {readonly Product[]} */
export const PRODUCTS = [
  { id: 'mug', name: 'Blue mug', art: 'mug', hue: 212, priceCents: 1450, stock: 24, about: 'Stoneware, holds 300 ml.' },
  {
    id: 'lamp',
    name: 'Desk lamp',
    art: 'lamp',
    hue: 38,
    priceCents: 6900,
    stock: 7,
    about: 'Warm light on a long arm.',
  },
  {
    id: 'plant',
    name: 'Rubber plant',
    art: 'plant',
    hue: 142,
    priceCents: 2200,
    stock: 12,
    about: 'Asks for little water.',
  },
  { id: 'clock', name: 'Wall clock', art: 'clock', hue: 350, priceCents: 3950, stock: 9, about: 'Silent movement.' },
  {
    id: 'kettle',
    name: 'Kettle',
    art: 'kettle',
    hue: 188,
    priceCents: 5400,
    stock: 15,
    about: 'Boils a litre in three minutes.',
  },
  {
    id: 'chair',
    name: 'Oak chair',
    art: 'chair',
    hue: 26,
    priceCents: 14900,
    stock: 4,
    about: 'Oiled, stacks four high.',
  },
  {
    id: 'radio',
    name: 'Radio',
    art: 'radio',
    hue: 264,
    priceCents: 8900,
    stock: 6,
    about: 'Medium wave and a good speaker.',
  },
  {
    id: 'bag',
    name: 'Canvas bag',
    art: 'bag',
    hue: 16,
    priceCents: 2750,
    stock: 30,
    about: 'Carries twelve kilograms.',
  },
];

/** How many orders are remembered. */
export const ORDER_LIMIT = 200;
/** How many different products a cart holds. */
export const CART_LIMIT = 50;

/** The shop's state; emits `order` for each order placed or moved on. */
export class Shop extends EventEmitter {
  /** @type {Map<string, number>} */
  #cart = new Map();
  /** @type {Order[]} */
  #orders = [];
  #nextOrder = 1001;

  /** @returns {{ items: CartItem[], totalCents: number }} */
  cart() {
    const items = [...this.#cart].map(([productId, quantity]) => ({ productId, quantity }));
    return { items, totalCents: totalCents(items) };
  }

  /**
   * Sets how many of a product the cart holds; 0 takes it out.
   * @param {string} productId
   * @param {number} quantity
   * @returns {boolean} False when there is no such product or the cart is full.
   */
  putInCart(productId, quantity) {
    if (!findProduct(productId)) return false;
    if (quantity <= 0) return this.#cart.delete(productId) || true;
    if (!this.#cart.has(productId) && this.#cart.size >= CART_LIMIT) return false;
    this.#cart.set(productId, Math.min(quantity, 99));
    return true;
  }

  emptyCart() {
    this.#cart.clear();
  }

  /** @returns {readonly Order[]} Newest first. */
  orders() {
    return this.#orders;
  }

  /**
   * Turns the cart into an order; undefined when it is empty.
   * @returns {Order | undefined}
   */
  placeOrder() {
    const { items, totalCents: total } = this.cart();
    if (items.length === 0) return undefined;
    /** @type {Order} */
    const order = {
      id: String(this.#nextOrder++),
      placedAt: new Date().toISOString(),
      items,
      totalCents: total,
      state: 'placed',
    };
    this.#orders.unshift(order);
    this.#orders.length = Math.min(this.#orders.length, ORDER_LIMIT);
    this.#cart.clear();
    this.emit('order', order);
    return order;
  }
}

/** @param {string} id */
export function findProduct(id) {
  return PRODUCTS.find((product) => product.id === id);
}

/** @param {readonly CartItem[]} items */
function totalCents(items) {
  return items.reduce((sum, item) => sum + (findProduct(item.productId)?.priceCents ?? 0) * item.quantity, 0);
}
