import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { messages } from './tools/messages.ts';

export default defineConfig({
  plugins: [messages(), svelte()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': process.env.SONAE_URL ?? 'http://127.0.0.1:8811' } },
  test: { include: ['src/**/*.test.ts', 'tools/**/*.test.ts'] },
});
