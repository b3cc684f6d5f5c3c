//! Looking at the present risk.

use jiff::civil::Date;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Desk, Event, What};
use crate::{Case, Change, Grade, ItemId, Refusal};

/// One review of the risk, as a structured note. Source: domain_rules C.5 (SAFE-T: risk factors, protective factors, inquiry, level, record).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// What this review found.
    pub found: Grade,
    /// What holds from now on: a graver grade at once, a milder one only after the reviews and the signature that the pack asks for.
    pub standing: Grade,
    pub risk_factors: String,
    pub protective_factors: String,
    /// Thoughts, plan, behaviour, intent: what was asked and answered.
    pub inquiry: String,
    /// The clinician who answers for a lower grade.
    pub signed_by: Option<AccountId>,
    pub review_on: Date,
    pub contact_on: Date,
}

/// What is said about a review; grade and days are worked out.
#[derive(Debug, Clone)]
pub struct Looked {
    pub found: Grade,
    pub risk_factors: String,
    pub protective_factors: String,
    pub inquiry: String,
    pub signed_by: Option<AccountId>,
}

/// A review with its place in the case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reviewed {
    pub id: ItemId,
    pub on: Date,
    pub review: Review,
    pub(crate) episode: u32,
}

/// Records a review of the risk. The next review and the next contact are due by the grade that stands after it, and contact never later
/// than it was.
///
/// Errors: [`Refusal::Wordless`] without an inquiry, [`Refusal::Closed`].
pub fn review_risk(case: &Case, act: &Act, looked: Looked, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    crate::said(&looked.inquiry)?;
    let standing = standing(case, &looked, usize::from(desk.rules.limits().reviews_to_fall.is));
    let review = Review {
        found: looked.found,
        standing,
        risk_factors: looked.risk_factors,
        protective_factors: looked.protective_factors,
        inquiry: looked.inquiry,
        signed_by: looked.signed_by,
        review_on: desk.rules.next_review(standing, today),
        contact_on: desk.rules.next_contact(standing, today).min(case.open_now()?.contact_on),
    };
    case.change(Event::of(act, today, note, What::Reviewed(review)))
}

/// Falling takes `needed` reviews in a row below the standing grade, the last of them signed by a clinician; then the gravest of them holds.
/// Source: domain_rules C.1 ("two consecutive assessments and a named clinician's sign-off").
fn standing(case: &Case, looked: &Looked, needed: usize) -> Grade {
    let Some(present) = case.grade() else { return looked.found };
    if present <= looked.found {
        return looked.found;
    }
    let earlier = case.reviews().rev().map(|reviewed| &reviewed.review);
    let below: Vec<Grade> = earlier.take_while(|review| review.found < present).map(|review| review.found).collect();
    if below.len() + 1 < needed || looked.signed_by.is_none() {
        return present;
    }
    below.into_iter().take(needed.saturating_sub(1)).fold(looked.found, Grade::max)
}

pub(crate) fn apply(next: &mut Case, event: &Event, review: &Review) -> Result<(), Refusal> {
    let open = next.open_now_mut()?;
    open.review_on = review.review_on;
    open.contact_on = open.contact_on.min(review.contact_on);
    let episode = next.episode;
    next.reviews.push(Reviewed { id: event.id.into(), on: event.on, review: review.clone(), episode });
    Ok(())
}
