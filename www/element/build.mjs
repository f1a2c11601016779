// Bundles the package's element: www/pkg/element.js, its worker, and what both use. The module's glue stays apart, so that
// a page which calls the module itself has it once.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const GLUE = { gouji: "./gouji.js", "gouji/files": "./files/gouji.js" };

const glue = {
  name: "glue",
  resolveId: (name) => (GLUE[name] ? { id: GLUE[name], external: true } : null),
};

/** Style sheets as text, without what only their readers need. */
const styles = {
  name: "styles",
  async load(id) {
    const path = id.replace(/\?inline$/, "");
    if (path === id) return null;
    const css = await readFile(path, "utf8");
    const small = css.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/\s+/g, " ").replaceAll(/ ?([{};,]) ?/g, "$1").trim();
    return `export default ${JSON.stringify(small)}`;
  },
};

/** What the page knows of the rules beside their findings; the element uses nothing of it. */
const rules = {
  name: "rules",
  resolveId: (name) => (name === "virtual:rule-titles" ? { id: name, moduleSideEffects: false } : null),
  load: (name) => (name === "virtual:rule-titles" ? "export default {}" : null),
};

const bundle = await rolldown({
  cwd: here("."),
  input: { element: here("element/index.ts"), worker: here("src/worker.ts") },
  plugins: [glue, styles, rules],
  resolve: { conditionNames: ["element", "import", "module", "browser", "default"] },
  tsconfig: here("tsconfig.json"),
  transform: { target: ["chrome109", "firefox115", "safari16.4"] },
  // Whatever else cannot be found would be left to the reader's browser, which cannot find it either.
  onLog(level, log) {
    if (level === "warn") throw new Error(log.message);
  },
  treeshake: { moduleSideEffects: (id) => !/node_modules\/(@?lit|lit-)/.test(id) },
});
await bundle.write({
  dir: here("pkg"),
  format: "es",
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  minify: true,
  comments: false,
});
await bundle.close();
