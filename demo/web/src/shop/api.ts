// Demo, front end: what the shop asks its back end. All addresses are relative, so all goes where the page came from.
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly art: string;
  readonly hue: number;
  readonly priceCents: number;
  readonly stock: number;
  readonly about: string;
}

export interface CartItem {
  readonly productId: string;
  readonly quantity: number;
}

export interface Cart {
  readonly items: readonly CartItem[];
  readonly totalCents: number;
}

export interface Order extends Cart {
  readonly id: string;
  readonly placedAt: string;
  readonly state: 'placed' | 'packed' | 'sent';
}

/** An answer that was no success. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The JSON answer to a request; throws an ApiError unless the status is 2xx. */
export async function requestJson<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, { ...init, headers: { Accept: 'application/json', ...init?.headers } });
  if (!answer.ok) throw new ApiError(answer.status, `${init?.method ?? 'GET'} ${path} answered ${answer.status}`);
  return (await answer.json()) as T;
}

export async function fetchProducts(): Promise<readonly Product[]> {
  return (await requestJson<{ items: readonly Product[] }>('/api/products')).items;
}

export function fetchCart(): Promise<Cart> {
  return requestJson('/api/cart');
}

export function putInCart(productId: string, quantity: number): Promise<Cart> {
  const body = JSON.stringify({ quantity });
  return requestJson(`/api/cart/${productId}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
}

export function placeOrder(): Promise<Order> {
  return requestJson('/api/orders', { method: 'POST' });
}

/** A price as people read it. */
export function formatPrice(cents: number): string {
  return `€ ${(cents / 100).toFixed(2)}`;
}
