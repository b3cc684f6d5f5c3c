// Takes the pictures of the documents from the running program: node e2e/pictures.mjs [NAME…]
import { mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WIDTHS, launch, openPage } from "./lib/browser.mjs";
import { startServer } from "./lib/server.mjs";

const target = join(dirname(fileURLToPath(import.meta.url)), "..", "docs", "pictures");

/** Name of the file, address, width and language; `prepare` may sign in or fill a form before the picture is taken. */
const PICTURES = [
  { name: "home-phone", path: "/", size: WIDTHS.phone },
  { name: "home-desk", path: "/", size: WIDTHS.desk },
  { name: "home-phone-en", path: "/", size: WIDTHS.phone, language: "en" },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PICTURES.some((picture) => picture.name === name));
if (unknown.length > 0) {
  console.error(`no picture is called ${unknown.join(", ")}; there are ${PICTURES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

mkdirSync(target, { recursive: true });
const server = await startServer();
const browser = await launch();
try {
  for (const { name, path, size, language, prepare } of PICTURES) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const page = await openPage(browser, server.address, { size, language });
    await prepare?.(page, server);
    const response = await page.goto(path, { waitUntil: "load" });
    if (response.status() !== 200) throw new Error(`${path} answers ${response.status()}`);
    const file = join(target, `${name}.png`);
    await page.screenshot({ path: file, animations: "disabled", caret: "hide", scale: "css" });
    console.log(`docs/pictures/${name}.png ${Math.round(statSync(file).size / 1024)} KiB`);
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.stop();
}
