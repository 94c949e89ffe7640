import { Cart } from './Cart.jsx';

export function App() {
  return (
    <main>
      <h1>Shop</h1>
      <Cart />
    </main>
  );
}
