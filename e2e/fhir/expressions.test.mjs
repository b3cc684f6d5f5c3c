// Another program's FHIRPath gives the numbers of our scorer: every worked case of every instrument, blanks among them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4";
import { SCORE, all } from "./exported.mjs";

const VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable";
const CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
const TOLERANCE = 1e-8;

/** Scores by linkId as the expressions of the form give them; the sheet's own scores are not looked at. */
function calculated(form, sheet) {
  const answered = { ...sheet, item: (sheet.item ?? []).filter((item) => !item.linkId.startsWith(SCORE)) };
  const environment = { resource: answered, questionnaire: form };
  const value = (expression) => fhirpath.evaluate(answered, expression, environment, r4);
  for (const { url, valueExpression } of form.extension ?? []) {
    assert.equal(url, VARIABLE);
    environment[valueExpression.name] = value(valueExpression.expression);
  }
  const scores = form.item.filter((item) => item.linkId.startsWith(SCORE));
  return new Map(
    scores.map((item) => [item.linkId, value(item.extension.find(({ url }) => url === CALCULATED).valueExpression.expression)]),
  );
}

describe("expressions", () => {
  it("give what our scorer gives, and nothing where it gives nothing", () => {
    let [compared, empty] = [0, 0];
    for (const { name, form, sheets } of all().filter(({ name }) => name.endsWith(".en"))) {
      for (const { name: at, sheet } of sheets) {
        const ours = new Map((sheet.item ?? []).filter((item) => item.linkId.startsWith(SCORE)).map((item) => [item.linkId, item.answer[0].valueDecimal]));
        for (const [link, theirs] of calculated(form, sheet)) {
          const expected = ours.has(link) ? [ours.get(link)] : [];
          assert.equal(theirs.length, expected.length, `${at} ${link}: ours ${expected}, theirs ${theirs} (${name})`);
          if (expected.length === 0) empty += 1;
          else assert.ok(Math.abs(theirs[0] - expected[0]) <= TOLERANCE, `${at} ${link}: ours ${expected[0]}, theirs ${theirs[0]}`);
          compared += 1;
        }
      }
    }
    assert.ok(compared > 300 && empty > 5, `compared ${compared}, of them without a value ${empty}`);
  });
});
