// Page agent: WebSocket and EventSource, which can't carry fields: what they say to the proxy stands in the address.
import { replace, safely } from './base.ts';
import type { TakeAim } from './aim.ts';
import { showAddress } from './requests.ts';

export function watchSockets(takeAim: TakeAim): void {
  for (const name of ['WebSocket', 'EventSource'] as const)
    replace(window, name, (call, args) => {
      const aim = safely(() => takeAim(args[0], name === 'WebSocket' ? 'websocket' : 'eventsource'));
      return aim?.address ? showAddress(call([aim.address, ...args.slice(1)]) as object, 'url', aim.url) : call(args);
    });
}
