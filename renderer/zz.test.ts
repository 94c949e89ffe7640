import { it } from 'vitest';
import { nextWindow } from './store/axis.ts';
it('x', () => { let p: any = null; const at = 1763733795900.37; for (let i=0;i<12;i++){ const n = nextWindow(p, {from: at, to: at+4.2}); console.log(i, n===p, n.from-at, n.to-at); p = n; } });
