import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The demo's app, built to where the model server looks for it. */
export default defineConfig({
  root: new URL('./app', import.meta.url).pathname,
  plugins: [react()],
  build: {
    outDir: new URL('../.output/demo-app', import.meta.url).pathname,
    emptyOutDir: true,
    chunkSizeWarningLimit: 2_000,
    modulePreload: { polyfill: false },
  },
});
