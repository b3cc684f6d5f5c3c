// Another program's form: LHC-Forms shows our PHQ-9, somebody answers it, and it shows the total that our scorer gives.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, openPage } from "../lib/browser.mjs";
import { program } from "../lib/server.mjs";
import { form } from "./exported.mjs";

const built = join(dirname(fileURLToPath(import.meta.url)), "..", "..", ".tools", "lforms", "package", "dist", "lforms");
if (!existsSync(built)) throw new Error(`${built} is missing: run scripts/ensure fhir`);

const SCRIPTS = ["webcomponent/assets/lib/zone.min.js", "webcomponent/runtime.js", "webcomponent/polyfills.js", "webcomponent/main.js", "fhir/R4/lformsFHIR.min.js"];
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>form</title><link rel="stylesheet" href="/webcomponent/styles.css"></head>
<body><main id="form"></main>${SCRIPTS.map((script) => `<script src="/${script}"></script>`).join("")}</body></html>`;
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".png": "image/png" };

/** The built files on loopback; nothing else is given out. */
function serve() {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    if (path === "/") return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
    const file = join(built, path);
    if (!file.startsWith(built) || !existsSync(file) || !TYPES[extname(file)]) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": TYPES[extname(file)] }).end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

describe("a form in LHC-Forms", () => {
  let [browser, server, page, folder] = [];

  before(async () => {
    [browser, server] = await Promise.all([launch(), serve()]);
    folder = mkdtempSync(join(tmpdir(), "xinqiao-fhir-"));
    page = await openPage(browser, `http://127.0.0.1:${server.address().port}`, { language: "en-GB" });
    await page.goto("/");
    await page.waitForFunction(() => globalThis.LForms?.Util && globalThis.LForms?.FHIR?.R4);
  });
  after(async () => {
    await browser?.close();
    server?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the list of a question and clicks an option. */
  async function pick(linkId, label) {
    const field = page.locator(`[id="${linkId}/1"]`);
    await field.focus();
    await page.locator("#lhc-tools-searchResults li", { hasText: label }).first().click();
    assert.ok((await field.inputValue()).includes(label), `${linkId}: ${label}`);
    // the field shows the choice before the form has taken it down
    await page.waitForFunction(
      ({ linkId, label }) => {
        const { item = [] } = LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4");
        return item.find((given) => given.linkId === linkId)?.answer?.[0]?.valueCoding?.display === label;
      },
      { linkId, label },
    );
  }

  /** Shows a form and answers its questions in order; a blank stays blank. */
  async function answer(name, answers) {
    const questionnaire = form(name);
    await page.evaluate(async (questionnaire) => {
      document.getElementById("form").replaceChildren();
      await LForms.Util.addFormToPage(questionnaire, "form", { fhirVersion: "R4" });
    }, questionnaire);
    const options = questionnaire.item.filter((item) => item.type === "choice");
    for (const [index, value] of answers.entries()) {
      if (value === null) continue;
      const { linkId, answerOption } = options[index];
      const label = answerOption.find(({ valueCoding }) => valueCoding.code === `${value}`).valueCoding.display;
      await pick(linkId, label);
    }
    return questionnaire;
  }

  const total = () => page.locator('[id="score/total/1"]');

  it("shows our words and computes the total that our scorer computes", async () => {
    const answers = [2, 1, 0, 3, 1, 0, 2, 1, 1, 2];
    const questionnaire = await answer("phq-9.en", answers);
    const text = await page.locator("#form").innerText();
    for (const item of questionnaire.item) assert.ok(text.includes(item.text.trim()), item.text);
    await page.waitForFunction(() => document.getElementById("score/total/1")?.value === "11");

    // what the form gives out is read by our program, which comes to the same
    const sheet = await page.evaluate(() => LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4"));
    const file = join(folder, "sheet.json");
    writeFileSync(file, JSON.stringify({ ...sheet, questionnaire: `${questionnaire.url}|${questionnaire.version}` }));
    const read = execFileSync(program(), ["fhir", "answers", "phq-9", file], { encoding: "utf8" });
    assert.equal(read, `answers ${answers.join(",")}\ntotal 11\n`);
  });

  it("shows no total while a question is blank, and shows it with the last answer", async () => {
    await answer("phq-9.en", [2, 1, 0, 3, 1, 0, 2, 1, null, 2]);
    // the form computes when it has nothing else to do
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
    assert.equal(await total().inputValue(), "");
    await pick("9", "Several days");
    await page.waitForFunction(() => document.getElementById("score/total/1")?.value === "11");
  });

  it("reverses what our scorer reverses", async () => {
    // Rosenberg's scale turns five of its ten questions
    await answer("rses.en", [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    await page.waitForFunction(() => document.getElementById("score/total/1")?.value === "25");
  });
});
