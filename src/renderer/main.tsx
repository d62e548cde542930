/** Starts the window. */
import './csp.ts';
import '@mantine/core/styles.css';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { refuseDrops } from './refuse-drops.ts';
import { startClock } from './stores/clock-store.ts';
import { startStores } from './stores/refresh.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');

refuseDrops();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
startClock();
startStores();
