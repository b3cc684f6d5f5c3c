//! Scoring one answer sheet.

use xinqiao_kernel::person::age_on;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::{Answers, Options, Outcome, Subject, score};
use xinqiao_store::people::Whereabouts;

use crate::{App, AppError, FieldFault, Result};

/// An answer sheet with what was computed from it.
#[derive(Debug, Clone)]
pub struct Scored<'a> {
    pub pack: &'a InstrumentPack,
    pub answers: Answers,
    pub outcome: Outcome,
}

impl App {
    /// Scores answers in item order; nothing is kept.
    ///
    /// Errors: `NotFound` for an unknown instrument, `Invalid` on field `answers` for values that it does not know.
    pub fn score<'a>(
        &'a self,
        code: &str,
        version: Option<&str>,
        values: &[Option<f64>],
        who: Option<&Whereabouts>,
    ) -> Result<Scored<'a>> {
        let pack = match version {
            Some(version) => self.inner.library.instrument_version(code, version),
            None => self.inner.library.instrument(code),
        };
        let pack = pack.ok_or(AppError::NotFound)?;
        let answers = Answers::from_values(pack.instrument(), values).map_err(|faults| {
            AppError::Invalid(
                faults
                    .into_iter()
                    .map(|fault| FieldFault { field: "answers", expected: "fault-answers", found: fault.to_string() })
                    .collect(),
            )
        })?;
        let today = self.day(self.now());
        let subject = Subject {
            sex: who.and_then(|who| who.sex),
            age: who.and_then(|who| who.birth_on).and_then(|birth| age_on(birth, today)),
            setting: None,
        };
        let outcome = score(pack.instrument(), &answers, &subject, &Options { prorate: false, seconds: None });
        Ok(Scored { pack, answers, outcome })
    }
}

impl Scored<'_> {
    /// The attention that residents see, 1–4; an incomplete sheet without any grade counts as 1.
    pub fn attention(&self) -> u8 {
        self.outcome.attention.map_or(1, |attention| attention.number())
    }

    /// Did any critical answer fire? Then somebody is with the person before the result.
    pub fn asks_for_company(&self) -> bool {
        !self.outcome.critical.is_empty()
    }
}
