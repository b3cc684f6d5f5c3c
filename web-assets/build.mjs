// Builds what the web crate embeds: joins our style sheets and scripts as src/bundles.json says, takes htmx out of its npm package,
// names every file after its content, and writes manifest.json (name → file name). Same input, same output, byte for byte.
// The font of printed reports goes into the crate that prints them.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = join(here, "..", "crates", "web", "assets", "dist");

const vendored = {
  "htmx.js": "htmx.org/dist/htmx.min.js",
};

const font = join(here, "node_modules", "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf");
const fontTarget = join(here, "..", "crates", "reports", "assets", "NotoSansSC-Regular.ttf");

function fail(message) {
  console.error(`web-assets: ${message}`);
  process.exit(1);
}

function read(path, hint) {
  if (!existsSync(path)) fail(`${path} is missing${hint ? `: ${hint}` : ""}`);
  return readFileSync(path, "utf8");
}

/** Takes comments and indentation out of a style sheet; strings, and so data: addresses, stay as they are. */
function shorter(css) {
  return css
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\*[^]*?\*\//g, (found) => (found.startsWith("/*") ? "" : found))
    .replace(/^[ \t]+/gm, "")
    .replace(/\n{2,}/g, "\n")
    .trimStart();
}

function bundles() {
  const wanted = JSON.parse(read(join(source, "bundles.json")));
  const used = new Set(Object.values(wanted).flat());
  for (const folder of ["css", "js"].filter((name) => existsSync(join(source, name)))) {
    for (const name of readdirSync(join(source, folder))) {
      if (!used.has(`${folder}/${name}`)) fail(`src/${folder}/${name} is in no bundle of src/bundles.json`);
    }
  }
  return Object.entries(wanted).map(([name, parts]) => {
    const texts = parts.map((part) => read(join(source, part), `src/bundles.json names it in ${name}`).trimEnd());
    const text = `${texts.join("\n")}\n`;
    return [name, extname(name) === ".css" ? shorter(text) : text];
  });
}

function packages() {
  return Object.entries(vendored).map(([name, path]) => {
    const text = read(join(here, "node_modules", path), "run `make assets`, which installs the npm packages");
    return [name, text.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, "\n")];
  });
}

const manifest = {};
const files = new Map();
for (const [name, text] of [...bundles(), ...packages()].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const end = extname(name);
  manifest[name] = `${name.slice(0, -end.length)}.${hash}${end}`;
  files.set(manifest[name], text);
}
files.set("manifest.json", `${JSON.stringify(manifest, null, 2)}\n`);

mkdirSync(target, { recursive: true });
for (const name of readdirSync(target)) {
  if (!files.has(name)) rmSync(join(target, name), { recursive: true });
}
for (const [name, text] of files) {
  const path = join(target, name);
  // An unchanged file keeps its date, so that cargo does not build again.
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}
if (!existsSync(font)) fail(`${font} is missing: run \`make assets\`, which installs the npm packages`);
const letters = readFileSync(font);
if (!existsSync(fontTarget) || !readFileSync(fontTarget).equals(letters)) {
  mkdirSync(dirname(fontTarget), { recursive: true });
  writeFileSync(fontTarget, letters);
}
const size = (name) => `${name} ${(Buffer.byteLength(files.get(manifest[name])) / 1024).toFixed(1)} KiB`;
console.log(`web-assets: ${Object.keys(manifest).map(size).join(", ")}`);
