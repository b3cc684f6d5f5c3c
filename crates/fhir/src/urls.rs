//! Canonical addresses of code systems and extensions that are read and written.

/// LOINC.
pub const LOINC: &str = "http://loinc.org";
/// Score of an option (R4).
pub const ORDINAL_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
/// Score of an option (R5 and later); read, not written.
pub const ITEM_WEIGHT: &str = "http://hl7.org/fhir/StructureDefinition/itemWeight";
/// A named expression.
pub const VARIABLE: &str = "http://hl7.org/fhir/StructureDefinition/variable";
/// The expression that gives the answer of a question that is not asked.
pub const CALCULATED: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
/// The same under the address that it had before SDC; read, not written.
pub const CALCULATED_BEFORE: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-calculatedExpression";
/// Smallest answer.
pub const MIN_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
/// Largest answer.
pub const MAX_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";

/// Canonical address of an instrument; `base` is that of the operator, without a slash at the end.
pub fn canonical(base: Option<&str>, code: &str) -> String {
    match base {
        Some(base) => format!("{}/Questionnaire/{code}", base.trim_end_matches('/')),
        None => format!("urn:xinqiao:questionnaire:{code}"),
    }
}

/// Address of the code system of an option set.
pub fn scale(base: Option<&str>, code: &str, scale: &str) -> String {
    match base {
        Some(base) => format!("{}/CodeSystem/{code}-{scale}", base.trim_end_matches('/')),
        None => format!("urn:xinqiao:scale:{code}:{scale}"),
    }
}

/// What stands before the code of a score in its linkId; no code of a question has a slash.
pub const SCORE_LINK: &str = "score/";
/// linkId of the instruction.
pub const INSTRUCTION_LINK: &str = "instruction/1";
