import { useState, type ReactNode } from 'react';
import { save } from './save.ts';
import { VERSION, toTotal } from './total.ts';

interface Props {
  readonly price: number;
}

export function Basket({ price }: Props): ReactNode {
  const [count, setCount] = useState<number>(3);
  const buy = (): void => {
    const total: number = /*^react:buy:imported*/ toTotal([{ price, count }]);
    setCount(total);
  };
  const keep = async (): Promise<void> => {
    /*^react:keep*/ await save('react');
  };
  const click = (): void => {
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
