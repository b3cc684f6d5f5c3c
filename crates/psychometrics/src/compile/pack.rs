//! Checks of `pack.toml`.

use super::{Compiler, PACK};
use crate::definition::{LicenceClass, PackToml, ScoringToml, Wording};

impl Compiler {
    pub(super) fn pack(&mut self, pack: &PackToml, scoring: &ScoringToml) {
        self.check_code(PACK, "code", &pack.code);
        self.check_code(PACK, "version", &pack.version);
        if pack.period_days == Some(0) {
            self.fault(PACK, "period_days", "at least one day, or no such key", 0);
        }
        if let (Some(min), Some(max)) = (pack.age.min, pack.age.max)
            && max < min
        {
            self.fault(PACK, "age", "min ≤ max", format!("{min} and {max}"));
        }
        match pack.licence.class {
            LicenceClass::PermissionNeeded | LicenceClass::NoElectronicVersion => {
                if pack.licence.wording != Wording::Withheld {
                    self.fault(PACK, "licence.wording", "\"withheld\" for PERM and NOE", "\"included\"");
                }
            }
            LicenceClass::PublicDomain | LicenceClass::FreeWithCitation | LicenceClass::Own => {}
        }
        if pack.citation.text.trim().is_empty() {
            self.fault(PACK, "citation.text", "a reference", "nothing");
        }
        match (&pack.family, pack.informant) {
            (Some(family), Some(_)) => self.check_code(PACK, "family", family),
            (None, None) => {}
            (Some(_), None) => self.fault(PACK, "informant", "self, parent or teacher, beside family", "nothing"),
            (None, Some(_)) => self.fault(PACK, "family", "the code that the forms share, beside informant", "nothing"),
        }
        if pack.source.is_empty() {
            self.fault(PACK, "source", "at least one [[source]]", "none");
        }
        for (index, source) in pack.source.iter().enumerate() {
            if source.reference.trim().is_empty() {
                self.fault(PACK, format!("source.{}.ref", index + 1), "document and clause", "nothing");
            }
        }
        for code in pack.loinc.keys() {
            if !scoring.score.iter().any(|score| score.code == *code) {
                self.fault(PACK, format!("loinc.{code}"), "the code of a score", format!("{code:?}"));
            }
        }
    }
}
