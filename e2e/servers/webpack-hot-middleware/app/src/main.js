import './theme.css';
import { describeCart } from './cart.js';

const show = () => {
  document.querySelector('#cart').textContent = describeCart(2);
};

document.title = 'Shop one';
show();
if (module.hot) module.hot.accept('./cart.js', show, console.error);
