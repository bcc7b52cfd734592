import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../components/styles.css';
import './demo.css';
import { Page } from './page.tsx';

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no element with the id "root". The page is rendered into it. Put it back.');

createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
