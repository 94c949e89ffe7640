// Demo, front end: how many are left, as the back end's WebSocket tells.
import { onScopeDispose, reactive, ref } from 'vue';
import { socketUrl } from './socket-url.ts';

/** Before a lost connection is tried again, in milliseconds. */
const RECONNECT_AFTER_MS = 2_000;

export function useStock() {
  const left = reactive<Record<string, number>>({});
  const state = ref<'connecting' | 'open' | 'closed'>('connecting');
  let timer: number | undefined;
  let socket = connect();

  function connect(): WebSocket {
    const opened = new WebSocket(socketUrl('/ws/stock'));
    state.value = 'connecting';
    opened.onopen = () => (state.value = 'open');
    opened.onmessage = (message: MessageEvent<string>) => {
      const tick = JSON.parse(message.data) as { productId: string; left: number };
      left[tick.productId] = tick.left;
    };
    opened.onclose = () => {
      state.value = 'closed';
      timer = window.setTimeout(() => (socket = connect()), RECONNECT_AFTER_MS);
    };
    return opened;
  }

  onScopeDispose(() => {
    socket.onclose = null;
    window.clearTimeout(timer);
    socket.close();
  });
  return { left, state };
}
