import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The second module's files have names of their own, for a first visit does not load them. */
const isOfFiles = (path) => path?.includes("pkg/files/");
const nameOf = (paths) => (paths.some(isOfFiles) ? "assets/files-[hash]" : "assets/[name]-[hash]");
const output = {
  chunkFileNames: ({ facadeModuleId }) => `${nameOf([facadeModuleId])}.js`,
  assetFileNames: ({ originalFileNames }) => `${nameOf(originalFileNames)}[extname]`,
};

export default defineConfig({
  root: here("."),
  base: "./",
  resolve: {
    // The page uses the package by its name, as any other page would.
    alias: [
      { find: /^gouji$/, replacement: here("pkg/gouji.js") },
      { find: /^gouji\/files$/, replacement: here("pkg/files/gouji.js") },
      { find: /^gouji\//, replacement: here("pkg/") },
    ],
  },
  worker: { format: "es", rolldownOptions: { output } },
  build: {
    outDir: here("../dist/site"),
    emptyOutDir: true,
    target: ["chrome109", "firefox115", "safari16.4"],
    // Nothing may become a data: address, for the page's policy has no room for one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: false,
    rolldownOptions: { output },
  },
});
