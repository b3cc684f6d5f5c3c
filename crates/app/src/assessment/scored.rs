//! Scoring one answer sheet.

use xinqiao_kernel::TestForm;
use xinqiao_kernel::person::age_on;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::validity::Judgement;
use xinqiao_psychometrics::{Answers, Outcome, Subject};
use xinqiao_store::people::Whereabouts;

use crate::adaptive::KeptEstimate;
use crate::{App, AppError, FieldFault, Result};

/// An answer sheet with what was computed from it.
#[derive(Debug, Clone)]
pub struct Scored<'a> {
    pub pack: &'a InstrumentPack,
    pub answers: Answers,
    pub outcome: Outcome,
    /// which rules put it aside
    pub judgement: Judgement,
    /// θ by the bank of the instrument, where it has one
    pub estimate: Option<KeptEstimate>,
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
        self.score_form(code, version, values, who, (seconds, TestForm::Fixed, ""))
    }

    /// As [`App::score_timed`], in a form: an adaptive sheet is what its key and its answers lead to.
    ///
    /// Errors: as [`App::score`], and `Invalid` on `form` for a pack without an adaptive form, on `answers` while a question waits.
    pub fn score_form<'a>(
        &'a self,
        code: &str,
        version: Option<&str>,
        values: &[Option<f64>],
        who: Option<&Whereabouts>,
        (seconds, form, key): (Option<u32>, TestForm, &str),
    ) -> Result<Scored<'a>> {
        let pack = match version {
            Some(version) => self.inner.library.instrument_version(code, version),
            None => self.inner.library.instrument(code),
        };
        let pack = pack.ok_or(AppError::NotFound)?;
        let today = self.day(self.now());
        let subject = Subject {
            sex: who.and_then(|who| who.sex),
            age: who.and_then(|who| who.birth_on).and_then(|birth| age_on(birth, today)),
            setting: None,
        };
        match form {
            TestForm::Fixed => self.scored_and_judged(pack, self.checked_answers(pack, values)?, &subject, seconds),
            TestForm::Adaptive => self.scored_sitting(pack, key, values, (&subject, seconds)),
        }
    }

    /// Answers that the instrument knows. Errors: `Invalid` on `answers`.
    pub(crate) fn checked_answers(&self, pack: &InstrumentPack, values: &[Option<f64>]) -> Result<Answers> {
        Answers::from_values(pack.instrument(), values).map_err(|faults| {
            let fault = |found: String| FieldFault { field: "answers", expected: "fault-answers", found };
            AppError::Invalid(faults.into_iter().map(|found| fault(found.to_string())).collect())
        })
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
