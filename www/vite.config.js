import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** The titles of the rules, from the first line of each rule's documentation in the checker's source. */
function ruleTitles() {
  const name = "virtual:rule-titles";
  const rules = here("../src/rules");
  return {
    name: "rule-titles",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const sources = readdirSync(rules, { recursive: true }).filter((path) => path.endsWith(".rs"));
      const declared = sources.flatMap((path) => [
        ...readFileSync(join(rules, path), "utf8").matchAll(/rule! \{\s*\/\/\/ *([^\n]+)\n(?:\s*\/\/\/[^\n]*\n)*\s*\w+ = "([^"]+)"/g),
      ]);
      return `export default ${JSON.stringify(Object.fromEntries(declared.map(([, title, code]) => [code, title])))}`;
    },
  };
}

/** Puts the names of the built files into the service worker; what reads files is stored only once it was needed. */
function serviceWorker() {
  return {
    name: "service-worker",
    writeBundle({ dir }) {
      const built = readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/^files-|\.map$|^service-worker\.js$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1).replaceAll("\\", "/"))
        .sort();
      const hash = createHash("sha256");
      for (const path of built) hash.update(path).update(readFileSync(join(dir, path)));
      const files = built.map((path) => `./${path.replace(/^index\.html$/, "")}`);
      const source = readFileSync(here("src/service-worker.js"), "utf8")
        .replace("/* the built files */ []", JSON.stringify(files))
        .replace('"gouji-" + /* a hash of them */ ""', JSON.stringify(`gouji-${hash.digest("hex").slice(0, 16)}`));
      writeFileSync(join(dir, "service-worker.js"), source);
    },
  };
}

/** Lets the script that begins the worker and the module run as soon as it has come. */
function early() {
  return {
    name: "early",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const script = Object.values(bundle ?? {}).find(({ name }) => name === "parts");
        return script ? [{ tag: "script", attrs: { type: "module", async: true, src: `./${script.fileName}` }, injectTo: "head" }] : [];
      },
    },
  };
}

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
  plugins: [ruleTitles(), early(), serviceWorker()],
  worker: { format: "es", rolldownOptions: { output } },
  build: {
    outDir: here("../dist/site"),
    emptyOutDir: true,
    target: ["chrome109", "firefox115", "safari16.4"],
    // Nothing may become a data: address, for the page's policy has no room for one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: false,
    rolldownOptions: { input: { index: here("index.html"), parts: here("src/parts.ts") }, output },
  },
});
