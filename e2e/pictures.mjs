// Takes the pictures of the documents from the running program: node e2e/pictures.mjs [NAME…]
import { mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WIDTHS, launch, openPage, visit } from "./lib/browser.mjs";
import { checkFile, classFile, openCampaign } from "./lib/campaign.mjs";
import { signIn } from "./lib/people.mjs";
import { answer, answerAll } from "./lib/self-test.mjs";
import { startServer } from "./lib/server.mjs";

const target = join(dirname(fileURLToPath(import.meta.url)), "..", "docs", "pictures");

/** Somebody with a burden, but no thoughts of not wanting to live. */
const SOME_BURDEN = [1, 1, 2, 1, 0, 1, 1, 0, 0, 1];

/** Name of the file and width; `show` leads to what the picture shows. */
const PICTURES = [
  { name: "home-390", size: WIDTHS.phone, show: (page) => visit(page, "/") },
  {
    name: "question-390",
    size: WIDTHS.phone,
    show: async (page) => {
      await visit(page, "/self-tests/phq-9");
      for (const value of [1, 0, 1]) await answer(page, value);
      await page.locator('.xq-option:has(input[value="1"])').click();
    },
  },
  {
    name: "result-390",
    size: WIDTHS.phone,
    show: async (page) => {
      await answerAll(page, "phq-9", SOME_BURDEN);
      await page.waitForURL("**/result");
    },
  },
  {
    name: "large-390",
    size: WIDTHS.phone,
    show: async (page) => {
      await visit(page, "/display/large");
      await page.waitForURL((address) => address.pathname === "/");
    },
  },
  { name: "desk-1440", size: WIDTHS.desk, show: (page) => signIn(page, "duty1") },
  {
    name: "warning-1440",
    size: WIDTHS.desk,
    show: async (page) => {
      await signIn(page, "duty1");
      // a red one whose owner is this officer, in the middle of its course
      const rows = page.locator("#queue li:has(.xq-level-red)", { hasText: "待启动干预" });
      await Promise.all([page.waitForNavigation(), rows.first().locator("a").click()]);
    },
  },
  {
    name: "import-1440",
    size: WIDTHS.desk,
    show: async (page) => {
      await signIn(page, "school");
      await openCampaign(page);
      await checkFile(page, "高一1班.csv", classFile());
    },
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PICTURES.some((picture) => picture.name === name));
if (unknown.length > 0) {
  console.error(`no picture is called ${unknown.join(", ")}; there are ${PICTURES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

/** What the window shows, without a blinking caret or a hovered or focused control. */
async function take(page, name) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    document.activeElement?.blur();
    scrollTo(0, 0);
  });
  const path = join(target, `${name}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide", scale: "css" });
  console.log(`docs/pictures/${name}.png ${Math.round(statSync(path).size / 1024)} KiB`);
}

mkdirSync(target, { recursive: true });
const server = await startServer();
const browser = await launch();
try {
  for (const { name, size, show } of PICTURES) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const page = await openPage(browser, server.address, { size });
    await show(page);
    await take(page, name);
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.stop();
}
