import { Basket } from './basket.jsx';

export default function Page() {
  return <Basket price={12} />;
}
