// The resources that scripts/fhir.sh exported.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.XINQIAO_FHIR;
if (!folder) throw new Error("XINQIAO_FHIR is not set: run scripts/fhir.sh, which exports the instruments into a folder");

const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const names = readdirSync(folder);

/** Every Questionnaire with its QuestionnaireResponses: [{ name, form, sheets: [{ name, sheet }] }]. */
export function all() {
  const forms = names.filter((name) => name.endsWith(".json") && !name.endsWith(".response.json"));
  return forms.map((file) => {
    const name = file.slice(0, -".json".length);
    const sheets = names.filter((other) => other.startsWith(`${name}.case-`)).map((other) => ({ name: other, sheet: read(other) }));
    return { name, form: read(file), sheets };
  });
}

/** One Questionnaire, such as `phq-9.en`. */
export function form(name) {
  return read(`${name}.json`);
}

export const SCORE = "score/";
