'use client';

import { useState } from 'react';
import { toPrice } from './price.js';

export function Cart() {
  const [count, setCount] = useState(1);
  return (
    <>
      <button onClick={() => setCount(count + 1)}>{count} mugs</button>
      <p>{toPrice(count)}</p>
    </>
  );
}
