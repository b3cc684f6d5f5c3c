//! Sheets that cannot be counted: what the rules may hear of them, and the task to ask again.

use jiff::{Timestamp, ToSpan};
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{CampaignId, PersonId, ResponseId, RetestId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::retest::Way;
use xinqiao_psychometrics::validity::Validity;
use xinqiao_psychometrics::{Answers, Options, Subject, score};
use xinqiao_store::retests::{NewRetest, Retesting};

use super::{KeptOutcome, Scored};
use crate::adaptive::KeptEstimate;
use crate::{App, AppError, Result};

/// The pack of general rules that is in force.
const VALIDITY: &str = "default";

/// Whose sheet it is, and which.
pub(crate) struct OfSheet<'a> {
    pub person: PersonId,
    pub place: &'a PlacePath,
    pub response: ResponseId,
    pub campaign: Option<CampaignId>,
    pub instrument: &'a str,
}

impl App {
    /// When a sheet is put aside. Errors: `Broken` when the pack is missing.
    pub fn validity_rules(&self) -> Result<&Validity> {
        self.inner.library.validity(VALIDITY).ok_or_else(|| AppError::broken("the pack validity/default is missing"))
    }

    /// Scores checked answers and judges whether they count; `seconds` is the time of the whole sheet.
    pub(crate) fn scored_and_judged<'a>(
        &self,
        pack: &'a InstrumentPack,
        answers: Answers,
        subject: &Subject<'_>,
        seconds: Option<u32>,
    ) -> Result<Scored<'a>> {
        let seconds = seconds.map(f64::from);
        let mut outcome = score(pack.instrument(), &answers, subject, &Options { prorate: false, seconds });
        let judgement = self.validity_rules()?.judge(pack.instrument(), &answers, seconds, &mut outcome);
        let estimate = if judgement.is_valid() { KeptEstimate::of_fixed(pack, &answers) } else { None };
        Ok(Scored { pack, answers, outcome, judgement, estimate })
    }

    /// The task that a shared sheet opens when it is put aside; none when it counts.
    pub(crate) fn task_of(&self, of: &OfSheet<'_>, outcome: &KeptOutcome, now: Timestamp) -> Result<Option<NewRetest>> {
        if outcome.valid {
            return Ok(None);
        }
        let way = Way::of(!outcome.critical.is_empty());
        let days = match way {
            Way::Talk => 0,
            Way::Form => self.validity_rules()?.due_days(),
        };
        let last = self.day(now).saturating_add(days.days());
        Ok(Some(NewRetest {
            id: RetestId::new(self.ids(), now),
            response: of.response,
            person: of.person,
            campaign: of.campaign,
            place: of.place.clone(),
            instrument: of.instrument.to_owned(),
            // a sheet of another version of the program may not say which
            rules: if outcome.removed_by.is_empty() { vec!["unknown".to_owned()] } else { outcome.removed_by.clone() },
            way: way.code(),
            due_at: self.end_of(last).unwrap_or(now).max(now),
        }))
    }

    /// Open tasks that this sheet of the permit's person settles: those of its campaign, or of no campaign.
    pub(crate) async fn asked_again(
        &self,
        permit: &Permit<act::AnswerSelf>,
        instrument: &str,
        campaign: Option<CampaignId>,
    ) -> Result<Vec<RetestId>> {
        let open = self.inner.db.open_forms(permit, instrument).await?;
        Ok(open.into_iter().filter(|(_, of)| of.is_none() || *of == campaign).map(|(id, _)| id).collect())
    }

    /// What a shared sheet does with tasks.
    pub(crate) fn retesting(
        &self,
        of: &OfSheet<'_>,
        outcome: &KeptOutcome,
        settles: Vec<RetestId>,
        now: Timestamp,
    ) -> Result<Retesting> {
        Ok(Retesting { opens: self.task_of(of, outcome, now)?, settles })
    }
}

impl KeptOutcome {
    /// What the warning rules hear of a sheet: nothing of one that was put aside. Its critical answers are the task's.
    pub(crate) fn heard(&self) -> Self {
        if self.valid { self.clone() } else { Self { valid: true, ..Self::default() } }
    }
}
