//! θ of a sheet: the same scale whether the questions were chosen or all were asked.

use serde::{Deserialize, Serialize};
use xinqiao_irt::Estimate;
use xinqiao_kernel::TestForm;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::{Answers, Subject};

use super::Sitting;
use crate::assessment::Scored;
use crate::{App, AppError, Result};

/// θ of a sheet as it is kept with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptEstimate {
    /// In which form it was answered.
    pub form: TestForm,
    /// θ, EAP under N(0, 1); unit: deviations of the people of the calibration.
    pub theta: f64,
    /// Standard error of θ.
    pub error: f64,
    /// Version of the bank.
    pub bank: String,
    /// Items in the order in which they were asked; empty for the fixed form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// Why the sitting ended; none for the fixed form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
}

impl KeptEstimate {
    /// T = 50 + 10·θ.
    pub fn t(&self) -> f64 {
        50.0 + 10.0 * self.theta
    }

    /// Standard error of T.
    pub fn t_error(&self) -> f64 {
        10.0 * self.error
    }

    fn of(estimate: Estimate, form: TestForm, bank: &str) -> Self {
        Self { form, theta: estimate.theta, error: estimate.se, bank: bank.to_owned(), asked: Vec::new(), ended: None }
    }

    /// θ of a sheet in the fixed form; none for a pack without a bank, and where no answer belongs to it.
    pub(crate) fn of_fixed(pack: &InstrumentPack, answers: &Answers) -> Option<Self> {
        let form = pack.adaptive()?;
        // answers were checked against the instrument, whose options the bank's categories are
        let found = form.estimate(answers.values()).ok().flatten()?;
        Some(Self::of(found, TestForm::Fixed, &form.raw().version))
    }
}

impl App {
    /// Scores a sitting: critical answers as ever, the band by T, no sum. Nothing is kept.
    ///
    /// Errors: `Invalid` on `form` for a pack without an adaptive form, on `answers` while a question waits.
    pub(crate) fn scored_sitting<'a>(
        &'a self,
        pack: &'a InstrumentPack,
        key: &str,
        values: &[Option<f64>],
        (subject, seconds): (&Subject<'_>, Option<u32>),
    ) -> Result<Scored<'a>> {
        let no_form = || AppError::field("form", "fault-test-form", TestForm::Adaptive.code());
        let form = pack.adaptive().ok_or_else(no_form)?;
        let sitting = Sitting::of(pack, key, values)?.ok_or_else(no_form)?;
        let Some((ended, estimate)) = sitting.end() else {
            return Err(AppError::field("answers", "fault-answers-open", format!("{}", sitting.asked().len())));
        };
        let answers = self.checked_answers(pack, &sitting.answers(values))?;
        let seconds = seconds.map(f64::from);
        let options = xinqiao_psychometrics::Options { prorate: false, seconds };
        let mut outcome = xinqiao_psychometrics::score(pack.instrument(), &answers, subject, &options);
        outcome.keep_of_chosen();
        // the instrument's own checks want every question and are gone; the general ones by time hold, and a line that contradicts itself is
        // looked for only where everything was asked
        let judgement = self.validity_rules()?.judge(pack.instrument(), &answers, seconds, &mut outcome);
        if judgement.is_valid()
            && let Some(band) = form.band(estimate.t_score())
        {
            outcome.grade_total(pack.instrument(), band);
        }
        let estimate = KeptEstimate {
            asked: sitting.codes(),
            ended: Some(ended.to_owned()),
            ..KeptEstimate::of(estimate, TestForm::Adaptive, &form.raw().version)
        };
        Ok(Scored { pack, answers, outcome, judgement, estimate: Some(estimate) })
    }
}
