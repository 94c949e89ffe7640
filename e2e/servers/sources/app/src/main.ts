import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createApp } from 'vue';
import { Basket } from './Basket.tsx';
import Cart from './Cart.vue';

createApp(Cart).mount('#vue');
const place = document.querySelector('#react');
if (place) createRoot(place).render(createElement(Basket, { price: 12 }));
