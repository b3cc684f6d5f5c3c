//! Contact with the person, or an attempt at it.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;

use crate::event::{Act, Desk, Event, What};
use crate::rules::ahead;
use crate::{Case, Change, Code, ItemId, Refusal};

closed_list! {
    /// How an attempt went.
    Reach: "result of an attempt" {
        /// There was contact.
        Reached = "reached",
        /// The person was not there or did not answer.
        NotReached = "not_reached",
        /// The person did not wish to talk now.
        NotNow = "not_now",
    }
}

/// One contact or attempt.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Encounter {
    /// A way of the pack.
    pub channel: Code,
    pub reach: Reach,
    /// Psychological guidance was given.
    pub guidance: bool,
    pub on: Date,
    /// Until when there is contact again.
    pub next_by: Date,
}

/// A contact with its place in the case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Met {
    pub id: ItemId,
    pub encounter: Encounter,
    pub(crate) episode: u32,
}

/// Records contact with the person or an attempt. The next one is due by the standing grade, after a failed attempt sooner.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::DayOutside`], [`Refusal::Closed`].
pub fn meet(
    case: &Case,
    act: &Act,
    channel: Code,
    reach: Reach,
    guidance: bool,
    on: Date,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    let (today, limits) = (desk.today(case, act), desk.rules.limits());
    desk.rules.channel(&channel)?;
    crate::day_within(on, Date::MIN, today)?;
    let regular = match case.grade() {
        Some(grade) => desk.rules.next_contact(grade, on),
        None => ahead(on, limits.first_contact_days.is),
    };
    let next_by = match reach {
        Reach::Reached => regular,
        Reach::NotReached | Reach::NotNow => regular.min(ahead(today, limits.retry_days.is)),
    };
    let guidance = guidance && reach == Reach::Reached;
    case.change(Event::of(act, today, note, What::Encountered(Encounter { channel, reach, guidance, on, next_by })))
}

pub(crate) fn apply(next: &mut Case, event: &Event, encounter: &Encounter) -> Result<(), Refusal> {
    let is_latest = next.encounters.iter().all(|met| met.encounter.on <= encounter.on);
    let open = next.open_now_mut()?;
    // an older contact that is recorded late does not move the day
    if is_latest {
        open.contact_on = encounter.next_by;
    }
    let episode = next.episode;
    next.encounters.push(Met { id: event.id.into(), encounter: encounter.clone(), episode });
    Ok(())
}
