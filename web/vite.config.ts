import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { emergency_worker } from './tools/emergency.ts';
import { messages } from './tools/messages.ts';

export default defineConfig({
  plugins: [messages(), svelte(), emergency_worker()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: { input: { index: 'index.html', emergency: 'emergency.html' } },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': process.env.SONAE_URL ?? 'http://127.0.0.1:8811' } },
  test: { include: ['src/**/*.test.ts', 'tools/**/*.test.ts'] },
});
