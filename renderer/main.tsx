/** Entry of the page. */
import './base/underPolicy.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connect } from './base/client.ts';
import './ui/tokens.css';
import './ui/ui.css';

await connect();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
