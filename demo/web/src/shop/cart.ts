// Demo, front end: the cart and the shelves as the page shows them; the back end has the last word on both.
import { computed, ref } from 'vue';
import { fetchCart, fetchProducts, placeOrder, putInCart } from './api.ts';
import type { Cart, Order, Product } from './api.ts';

export function useShop() {
  const products = ref<readonly Product[]>([]);
  const cart = ref<Cart>({ items: [], totalCents: 0 });
  const lastOrder = ref<Order>();
  const count = computed(() => cart.value.items.reduce((sum, item) => sum + item.quantity, 0));

  const quantityOf = (productId: string): number =>
    cart.value.items.find((item) => item.productId === productId)?.quantity ?? 0;

  async function load(): Promise<void> {
    [products.value, cart.value] = await Promise.all([fetchProducts(), fetchCart()]);
  }

  async function change(productId: string, by: number): Promise<void> {
    cart.value = await putInCart(productId, Math.max(0, quantityOf(productId) + by));
  }

  async function order(): Promise<void> {
    lastOrder.value = await placeOrder();
    cart.value = await fetchCart();
  }

  return { products, cart, lastOrder, count, quantityOf, load, change, order };
}
