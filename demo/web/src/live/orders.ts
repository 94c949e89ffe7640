// Demo, front end: orders and visitors, as the back end's event stream tells.
import { onScopeDispose, ref } from 'vue';
import type { Order } from '../shop/api.ts';

/** How many orders the page keeps. */
const ORDERS_SHOWN = 5;

export function useOrderEvents() {
  const visitors = ref(0);
  const orders = ref<readonly Order[]>([]);
  const state = ref<'connecting' | 'open' | 'closed'>('connecting');
  const source = new EventSource('/events/orders');
  source.onopen = () => (state.value = 'open');
  source.onerror = () => (state.value = source.readyState === EventSource.CLOSED ? 'closed' : 'connecting');
  source.addEventListener('visitors', (event: MessageEvent<string>) => {
    visitors.value = (JSON.parse(event.data) as { visitors: number }).visitors;
  });
  source.addEventListener('order', (event: MessageEvent<string>) => {
    orders.value = [JSON.parse(event.data) as Order, ...orders.value].slice(0, ORDERS_SHOWN);
  });
  onScopeDispose(() => source.close());
  return { visitors, orders, state };
}
