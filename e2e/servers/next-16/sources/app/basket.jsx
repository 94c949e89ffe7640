'use client';

import { useState } from 'react';
import { save } from './save.js';
import { VERSION, toTotal } from './total.js';

export function Basket({ price }) {
  const [count, setCount] = useState(3);
  const buy = () => {
    const total = /*^react:buy:imported*/ toTotal([{ price, count }]);
    setCount(total);
  };
  const keep = async () => {
    /*^react:keep*/ await save('react');
  };
  const click = () => {
    /*^react:click*/ buy();
  };
  return (
    <section>
      <p id="react-version">{VERSION}</p>
      <button type="button" onClick={click}>
        React throws
      </button>
      <button type="button" onClick={() => void keep()}>
        React rejects
      </button>
    </section>
  );
}
