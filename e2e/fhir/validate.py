"""Validates exported resources with fhir.resources: validate.py FOLDER

Its models of R4B are used: Questionnaire and QuestionnaireResponse have the same elements in R4 and R4B. Ends with 1 when one file is refused,
when there is none, or when a file that is wrong on purpose passes.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

MODELS = {"Questionnaire": Questionnaire, "QuestionnaireResponse": QuestionnaireResponse}


def fault(resource):
    """Why a resource is refused; None: it is not."""
    try:
        MODELS[resource["resourceType"]].model_validate(resource)
    except (ValueError, KeyError) as error:
        return str(error)
    return None


def must_fail(form, sheet):
    """Resources that are wrong in one place each; a validator that takes them proves nothing about the others."""
    yield "a question without linkId", {**form, "item": [{key: value for key, value in form["item"][1].items() if key != "linkId"}]}
    yield "an element that FHIR has not", {**form, "colour": "red"}
    yield "a status of the wrong type", {**form, "status": {"code": "active"}}
    yield "a date that is none", {**form, "date": "yesterday"}
    yield "an answer with a number as text", {**sheet, "item": [{"linkId": "1", "answer": [{"valueDecimal": "much"}]}]}


def main(folder):
    files = sorted(Path(folder).glob("*.json"))
    counts, faults = Counter(), []
    for file in files:
        resource = json.loads(file.read_text(encoding="utf-8"))
        counts[resource.get("resourceType")] += 1
        found = fault(resource)
        if found:
            faults.append(f"{file.name}: {found}")
    if not counts["Questionnaire"] or not counts["QuestionnaireResponse"]:
        faults.append(f"{folder}: expected Questionnaires and QuestionnaireResponses, found {dict(counts)}")
    else:
        form = json.loads((Path(folder) / "phq-9.en.json").read_text(encoding="utf-8"))
        sheet = json.loads((Path(folder) / "phq-9.en.case-1.response.json").read_text(encoding="utf-8"))
        faults += [f"fhir.resources takes {what}" for what, wrong in must_fail(form, sheet) if fault(wrong) is None]
    for line in faults:
        print(line, file=sys.stderr)
    print(", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) + f": {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: validate.py FOLDER")
    sys.exit(main(sys.argv[1]))
