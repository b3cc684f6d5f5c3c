//! One entry of the register: the fold of its events.

use jiff::ToSpan;
use jiff::civil::Date;
use xinqiao_kernel::id::{AccountId, GroupEventId};

use super::Groups;
use crate::Code;

/// Earliest day since which somebody may belong to a group; before it a year was mistyped.
const EARLIEST: Date = jiff::civil::date(1900, 1, 1);

/// What was done with an entry. Words that somebody wrote lie beside it, sealed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Deed {
    /// Entered.
    Recorded {
        group: Code,
        /// since when the person belongs to the group
        since: Date,
        /// how that is known: a code of the pack
        origin: Code,
        /// by when it is to be confirmed
        confirm_by: Date,
    },
    /// It still holds.
    Confirmed {
        /// by when it is to be confirmed again
        confirm_by: Date,
    },
    /// It holds no more.
    Ended {
        /// last day
        on: Date,
        /// a code of the pack
        reason: Code,
    },
}

impl Deed {
    /// As a code.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Recorded { .. } => "recorded",
            Self::Confirmed { .. } => "confirmed",
            Self::Ended { .. } => "ended",
        }
    }
}

/// Who does it, on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// the same event a second time changes nothing
    pub id: GroupEventId,
    pub on: Date,
    pub by: AccountId,
}

/// One event of an entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RegisterEvent {
    pub id: GroupEventId,
    pub on: Date,
    pub by: AccountId,
    pub deed: Deed,
}

/// How an entry ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// last day
    pub on: Date,
    pub reason: Code,
}

/// An entry as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub group: Code,
    pub since: Date,
    pub origin: Code,
    /// the day on which somebody last said that it holds
    pub confirmed_on: Date,
    pub confirm_by: Date,
    pub ended: Option<Ending>,
    events: Vec<GroupEventId>,
}

/// Why a verb is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("the register has no group {0}")]
    Group(String),
    #[error("nobody learns of a group by {0}")]
    Origin(String),
    #[error("no entry ends by {0}")]
    Reason(String),
    #[error("{day} lies outside of {from} to {until}")]
    Day { day: Date, from: Date, until: Date },
    #[error("the entry has ended")]
    Over,
    #[error("the events of an entry do not follow one another")]
    Broken,
}

impl Entry {
    /// The entry of its events, in their order. Errors: [`Wrong::Broken`] for a row of events that no verb makes.
    pub fn replay(events: &[RegisterEvent]) -> Result<Self, Wrong> {
        let Some((first, rest)) = events.split_first() else { return Err(Wrong::Broken) };
        let Deed::Recorded { group, since, origin, confirm_by } = &first.deed else { return Err(Wrong::Broken) };
        let mut entry = Self {
            group: group.clone(),
            since: *since,
            origin: origin.clone(),
            confirmed_on: first.on,
            confirm_by: *confirm_by,
            ended: None,
            events: vec![first.id],
        };
        for event in rest {
            entry.apply(event)?;
        }
        Ok(entry)
    }

    fn apply(&mut self, event: &RegisterEvent) -> Result<(), Wrong> {
        match &event.deed {
            _ if self.ended.is_some() => return Err(Wrong::Broken),
            Deed::Recorded { .. } => return Err(Wrong::Broken),
            Deed::Confirmed { confirm_by } => {
                self.confirmed_on = event.on;
                self.confirm_by = *confirm_by;
            }
            Deed::Ended { on, reason } => self.ended = Some(Ending { on: *on, reason: reason.clone() }),
        }
        self.events.push(event.id);
        Ok(())
    }

    /// Is the event one of this entry?
    pub fn knows(&self, id: GroupEventId) -> bool {
        self.events.contains(&id)
    }

    /// Number of events.
    pub fn version(&self) -> usize {
        self.events.len()
    }

    /// Must somebody confirm it on `today`, or was it due before?
    pub fn is_due(&self, today: Date) -> bool {
        self.ended.is_none() && self.confirm_by <= today
    }

    /// Did the person belong to the group, as far as is on record, on some day of a span, both days included?
    pub fn holds_within(&self, from: Date, until: Date) -> bool {
        self.since <= until && self.ended.as_ref().is_none_or(|ending| from <= ending.on)
    }
}

/// Enters somebody. Errors: a group or origin that the pack does not have, a day in the future or long past.
pub fn record(rules: &Groups, group: &Code, since: Date, origin: &Code, act: Acting) -> Result<(Entry, RegisterEvent), Wrong> {
    let known = rules.group(group.as_str()).ok_or_else(|| Wrong::Group(group.to_string()))?;
    if rules.origin(origin.as_str()).is_none() {
        return Err(Wrong::Origin(origin.to_string()));
    }
    within(since, EARLIEST, act.on)?;
    let deed = Deed::Recorded {
        group: group.clone(),
        since,
        origin: origin.clone(),
        confirm_by: act.on.saturating_add(i32::from(known.confirm_months).months()),
    };
    let event = RegisterEvent { id: act.id, on: act.on, by: act.by, deed };
    Ok((Entry::replay(std::slice::from_ref(&event))?, event))
}

/// Somebody says that it still holds; none when this is known. Errors: [`Wrong::Over`]; a group that the pack has no more.
pub fn confirm(rules: &Groups, entry: &Entry, act: Acting) -> Result<Option<(Entry, RegisterEvent)>, Wrong> {
    if entry.knows(act.id) {
        return Ok(None);
    }
    if entry.ended.is_some() {
        return Err(Wrong::Over);
    }
    let known = rules.group(entry.group.as_str()).ok_or_else(|| Wrong::Group(entry.group.to_string()))?;
    let deed = Deed::Confirmed { confirm_by: act.on.saturating_add(i32::from(known.confirm_months).months()) };
    next(entry, act, deed).map(Some)
}

/// It holds no more; none when this is known. Errors: [`Wrong::Over`], a reason that the pack does not have, a last day before the first or
/// after today.
pub fn end(rules: &Groups, entry: &Entry, on: Date, reason: &Code, act: Acting) -> Result<Option<(Entry, RegisterEvent)>, Wrong> {
    if entry.knows(act.id) {
        return Ok(None);
    }
    if entry.ended.is_some() {
        return Err(Wrong::Over);
    }
    if rules.reason(reason.as_str()).is_none() {
        return Err(Wrong::Reason(reason.to_string()));
    }
    within(on, entry.since, act.on)?;
    next(entry, act, Deed::Ended { on, reason: reason.clone() }).map(Some)
}

fn next(entry: &Entry, act: Acting, deed: Deed) -> Result<(Entry, RegisterEvent), Wrong> {
    let event = RegisterEvent { id: act.id, on: act.on, by: act.by, deed };
    let mut after = entry.clone();
    after.apply(&event)?;
    Ok((after, event))
}

fn within(day: Date, from: Date, until: Date) -> Result<(), Wrong> {
    if from <= day && day <= until { Ok(()) } else { Err(Wrong::Day { day, from, until }) }
}
