import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The second module has a name of its own, for a first visit does not load it. */
const isOfFiles = (path) => path.includes("pkg/files/");
const output = {
  assetFileNames: ({ originalFileNames }) => `assets/${originalFileNames.some(isOfFiles) ? "files" : "[name]"}-[hash][extname]`,
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

/**
 * The page's program as a classic script: of those that a service worker has stored browsers keep the compiled code too, of
 * modules they do not. It knows its own address only while it is run for the first time, the page's always.
 */
const classic = {
  plugin: {
    name: "classic",
    // Its first sign says that it is UTF-8, whatever the site says; modules always are.
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) if (file.isEntry) file.code = `\ufeff${file.code}`;
    },
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replace(/<script type="module"[^>]*(?= src=)/, "<script defer"),
    },
  },
  addressOf: (path, { hostType, hostId }) =>
    hostType === "js" && hostId.includes("index-") ? { runtime: `new URL(${JSON.stringify(path)},document.baseURI).href` } : undefined,
  transform: { define: { "import.meta.url": "document.baseURI" } },
};

/**
 * Leaves out where a module would be loaded from if it were not handed over, for here it always is: the bundler numbers these
 * addresses in the order in which it comes to them, and the same sources gave another file now and then.
 */
function handedOver() {
  return {
    name: "handed-over",
    enforce: "pre",
    transform: (code, id) =>
      /\/pkg\/(files\/)?gouji\.js$/.test(id) ? code.replace("new URL('gouji_bg.wasm', import.meta.url)", "undefined") : null,
  };
}

export default defineConfig({
  root: here("."),
  base: "./",
  experimental: { renderBuiltUrl: classic.addressOf },
  resolve: {
    // The page uses the package by its name, as any other page would.
    alias: [
      { find: /^gouji$/, replacement: here("pkg/gouji.js") },
      { find: /^gouji\/files$/, replacement: here("pkg/files/gouji.js") },
      { find: /^gouji\//, replacement: here("pkg/") },
    ],
  },
  plugins: [handedOver(), ruleTitles(), classic.plugin, serviceWorker()],
  worker: { plugins: () => [handedOver()], format: "es", rolldownOptions: { output } },
  build: {
    outDir: here("../dist/site"),
    emptyOutDir: true,
    target: ["chrome109", "firefox115", "safari16.4"],
    // Nothing may become a data: address, for the page's policy has no room for one.
    assetsInlineLimit: 0,
    modulePreload: false,
    // With a classic script, styles of its own would be put into the page by it, which the policy forbids.
    cssCodeSplit: false,
    license: false,
    rolldownOptions: {
      input: here("index.html"),
      output: { ...output, format: "iife", codeSplitting: false },
      transform: classic.transform,
    },
  },
});
