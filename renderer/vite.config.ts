import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev` serves the page here and passes calls on to a host started with `npm run serve`. */
const host = 'http://127.0.0.1:8787';

export default defineConfig({
  base: './',
  plugins: [react()],
  build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 4_000 },
  server: { host: '127.0.0.1', proxy: { '/rpc': host, '/api': host } },
});
