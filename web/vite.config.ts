import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { mockServer } from './mock/plugin.mjs';

// With LAPWING_URL the page talks to a running server; without it, to the mock.
const server = process.env.LAPWING_URL;
const proxy = server
  ? {
      '/api': server,
      '/stats': server,
      '/alerts': server,
      '/ws': { target: server, ws: true },
    }
  : {};

export default defineConfig({
  // Relative addresses, so that the page also works below a path of a reverse proxy.
  base: './',
  plugins: [svelte(), ...(server ? [] : [mockServer()])],
  server: { proxy },
  preview: { proxy },
  build: {
    // Under a strict Content-Security-Policy nothing may be inlined as data: or script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { include: ['src/**/*.test.ts'] },
});
