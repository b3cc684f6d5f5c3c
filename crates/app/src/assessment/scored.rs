//! Scoring one answer sheet.

use xinqiao_kernel::person::age_on;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::validity::Judgement;
use xinqiao_psychometrics::{Answers, Outcome, Subject};
use xinqiao_store::people::Whereabouts;

use crate::{App, AppError, FieldFault, Result};

/// An answer sheet with what was computed from it.
#[derive(Debug, Clone)]
pub struct Scored<'a> {
    pub pack: &'a InstrumentPack,
    pub answers: Answers,
    pub outcome: Outcome,
    /// which rules put it aside
    pub judgement: Judgement,
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
        self.score_timed(code, version, values, who, None)
    }

    /// As [`App::score`], with how many seconds the answering took.
    pub fn score_timed<'a>(
        &'a self,
        code: &str,
        version: Option<&str>,
        values: &[Option<f64>],
        who: Option<&Whereabouts>,
        seconds: Option<u32>,
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
        self.scored_and_judged(pack, answers, &subject, seconds)
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
