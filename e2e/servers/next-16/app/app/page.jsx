import { Cart } from './cart.jsx';
import { Title } from './title.jsx';

export default function Page() {
  return (
    <main>
      <Title />
      <Cart />
      <footer>Open one day</footer>
    </main>
  );
}
