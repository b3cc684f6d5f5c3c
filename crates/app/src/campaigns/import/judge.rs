//! What is to become of a row, given what is known of its person.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::id::ResponseId;
use xinqiao_kernel::person::age_on;
use xinqiao_psychometrics::Subject;
use xinqiao_store::assessment::ImportMatch;
use xinqiao_store::campaigns::Campaign;

use super::file::pack;
use super::form::RowSheet;
use crate::assessment::Scored;
use crate::{App, Result};

/// The decision about one row.
pub(super) enum Verdict {
    Create,
    /// the sheet's answers are replaced
    Update(ResponseId),
    /// reason, and the sheet that is there
    Skip(&'static str, Option<ResponseId>),
    Fail(&'static str),
}

impl App {
    /// Decides about a row; `known` is whom its external id names.
    pub(super) fn judge(&self, campaign: &Campaign, known: Option<&ImportMatch>, sheet: &RowSheet) -> Verdict {
        let Some(known) = known else { return Verdict::Create };
        if !campaign.place.covers(&known.who.place) {
            // the person has moved on; what they answer now is not for this place
            return Verdict::Fail("elsewhere");
        }
        if known.declined {
            // 精神卫生法 27: nobody is screened against their will
            return Verdict::Fail("declined");
        }
        match &known.sheet {
            Some((id, answers, at)) => {
                let same_day = sheet.answered_on.is_none_or(|day| self.day(*at) == day);
                if *answers == sheet.json && same_day { Verdict::Skip("unchanged", Some(*id)) } else { Verdict::Update(*id) }
            }
            None if 0 < known.others => Verdict::Skip("answered-already", None),
            None => Verdict::Create,
        }
    }

    /// When the answers of a row were given; `kept` is the instant of the sheet that it corrects.
    pub(super) fn answered_at(
        &self,
        campaign: &Campaign,
        sheet: &RowSheet,
        kept: Option<Timestamp>,
        now: Timestamp,
    ) -> Timestamp {
        let noon = |day: Date| {
            let noon = day.at(12, 0, 0, 0).to_zoned(self.inner.zone.clone());
            noon.map_or(now, |noon| noon.timestamp().min(now))
        };
        match (sheet.answered_on, kept) {
            (Some(day), Some(kept)) if self.day(kept) == day => kept,
            (Some(day), _) => noon(day),
            (None, Some(kept)) => kept,
            (None, None) if campaign.closes_on < self.day(now) => noon(campaign.closes_on),
            (None, None) => now,
        }
    }

    /// Scores a row; what the program knows of a person stands before what the file says.
    pub(super) fn scored<'a>(
        &'a self,
        campaign: &Campaign,
        known: Option<&ImportMatch>,
        sheet: &RowSheet,
        on: Date,
    ) -> Result<Scored<'a>> {
        let pack = pack(self, campaign)?;
        let sex = known.and_then(|known| known.who.sex).or(sheet.sex);
        let birth_on = known.and_then(|known| known.who.birth_on).or(sheet.birth_on);
        let subject = Subject { sex, age: birth_on.and_then(|birth| age_on(birth, on)), setting: None };
        self.scored_and_judged(pack, sheet.answers.clone(), &subject, None)
    }
}

/// Why a new sheet is in the ledger.
pub(super) fn creation(scored: &Scored<'_>) -> &'static str {
    if scored.outcome.complete { "new" } else { "incomplete" }
}
