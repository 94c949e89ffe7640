import { createRoot } from 'react-dom/client';
import { App } from './App.jsx';
import './theme.css';

document.title = 'Shop one';
createRoot(document.querySelector('#root')).render(<App />);
