// Demo, front end: where the page starts.
import { createApp } from 'vue';
import './shop.css';
import App from './App.vue';

createApp(App).mount('#app');
