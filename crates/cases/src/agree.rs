//! Whether support is wanted: the person's word, the guardian's, or a law that stands in.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::ConsentId;

use crate::event::{Act, Desk, Event, What};
use crate::{Case, Change, Refusal};

closed_list! {
    /// Who agrees or declines.
    Party: "party" {
        /// The person.
        Person = "person",
        /// The guardian.
        Guardian = "guardian",
    }
}

closed_list! {
    /// On what ground the case is worked on. Source: requirements Z1-72 (support first, control only where law requires); domain_rules A.4, F.3.
    Ground: "ground" {
        /// The person agreed.
        Person = "person",
        /// The guardian agreed.
        Guardian = "guardian",
        /// A law obliges (domain_rules A.4: 精神卫生法 30 ¶2(2); C.8), the person was told.
        Duty = "duty",
        /// Danger to life or health that cannot wait (PIPL 13, 18 ¶2); the person is told afterwards.
        Danger = "danger",
    }
}

/// What the work rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    pub ground: Ground,
    /// The record of the consent; there is one whenever the ground is a person's word.
    pub consent: Option<ConsentId>,
    pub on: Date,
}

/// Whether support is wanted, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wish {
    Agreed { agreement: Agreement },
    Declined { by: Party, on: Date },
}

/// Records on what ground the case is worked on. A law as the ground needs words that name it.
///
/// Errors: [`Refusal::NoConsent`], [`Refusal::Wordless`], [`Refusal::DayOutside`], [`Refusal::Closed`].
pub fn agree(case: &Case, act: &Act, agreement: Agreement, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    crate::day_within(agreement.on, Date::MIN, today)?;
    if matches!(agreement.ground, Ground::Duty | Ground::Danger) {
        crate::worded(&note)?;
    }
    case.change(Event::of(act, today, note, What::Agreed(agreement)))
}

/// The person or the guardian does not wish support, or takes the consent back. Goals and steps can no longer be added; the case is closed
/// with that outcome, or somebody agrees later.
///
/// Errors: [`Refusal::Closed`].
pub fn decline(case: &Case, act: &Act, by: Party, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    case.change(Event::of(act, desk.today(case, act), note, What::Declined { by }))
}

pub(crate) fn apply(next: &mut Case, agreement: Agreement) -> Result<(), Refusal> {
    next.open_now()?;
    if matches!(agreement.ground, Ground::Person | Ground::Guardian) && agreement.consent.is_none() {
        return Err(Refusal::NoConsent);
    }
    next.wish = Some(Wish::Agreed { agreement });
    Ok(())
}

pub(crate) fn apply_decline(next: &mut Case, by: Party, on: Date) -> Result<(), Refusal> {
    next.open_now()?;
    next.wish = Some(Wish::Declined { by, on });
    Ok(())
}
