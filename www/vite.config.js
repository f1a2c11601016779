import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  base: "./",
  resolve: {
    // The page uses the package by its name, as any other page would.
    alias: [
      { find: /^gouji$/, replacement: here("pkg/gouji.js") },
      { find: /^gouji\//, replacement: here("pkg/") },
    ],
  },
  worker: { format: "es" },
  build: {
    outDir: here("../dist/site"),
    emptyOutDir: true,
    target: ["chrome109", "firefox115", "safari16.4"],
    // Nothing may become a data: address, for the page's policy has no room for one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: false,
  },
});
