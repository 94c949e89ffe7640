import { createApp } from 'vue';
import App from './App.vue';
import './theme.css';

document.title = 'Shop one';
createApp(App).mount('#app');
