// The module that is shipped gives the reviews that the library gives. `cargo test --test whole parity` writes the drafts,
// `cargo xtask build` the module.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

const root = new URL("../../", import.meta.url);
const modules = [await load("www/pkg/"), await load("www/pkg/files/")];

const cases = JSON.parse(readFileSync(new URL("target/parity/cases.json", root), "utf8"));
let failed = 0;
let passed = 0;
for (const { name, draft, bytes, options, review, error } of cases) {
  const expected = review ? { review } : { error };
  for (const { folder, check } of modules) {
    const found = answer(check, draft ?? Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)), options ?? undefined);
    // The page's first module leaves files to the second one.
    if (found === "needs-files" && folder === "www/pkg/") continue;
    if (isDeepStrictEqual(found, expected)) {
      passed += 1;
    } else {
      failed += 1;
      console.log(`${name} in ${folder}: ${difference(expected, found, "")}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed < cases.length ? 1 : 0;

async function load(folder) {
  const { check, initSync } = await import(new URL(`${folder}gouji.js`, root));
  initSync({ module: readFileSync(new URL(`${folder}gouji_bg.wasm`, root)) });
  return { folder, check };
}

function answer(check, draft, options) {
  try {
    // As a program would keep it: nothing may be lost on the way to JSON.
    const review = check(draft, options);
    return { review: isDeepStrictEqual(JSON.parse(JSON.stringify(review)), review) ? review : "not plain data" };
  } catch (thrown) {
    if (thrown?.code === "needs-files") return thrown.code;
    return { error: thrown instanceof Error ? thrown.message : `thrown: ${thrown}` };
  }
}

/** Where two answers first differ, and how. */
function difference(expected, found, path) {
  const nested = [expected, found].every((value) => typeof value === "object" && value !== null);
  if (!nested) return `${path || "/"} is ${show(found)}, natively ${show(expected)}`;
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  const key = [...keys].find((key) => !isDeepStrictEqual(expected[key], found[key]));
  return difference(expected[key], found[key], `${path}/${key}`);
}

function show(value) {
  return (JSON.stringify(value) ?? "nothing").slice(0, 200);
}
