//! The team of a case 个案管理团队: each sees its own fields.

use jiff::civil::Date;
use xinqiao_kernel::id::{AccountId, ConsentId};

use crate::event::{Act, Desk, Event, What};
use crate::{Case, Change, Ground, ItemId, Refusal, Seat, Wish};

/// Somebody who joins.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    pub seat: Seat,
    pub who: Joining,
    /// The record of the consent that this member hears of the case; see [`Seat::needs_consent`].
    pub consent: Option<ConsentId>,
    pub from: Date,
    /// The last day, where it is known.
    pub until: Option<Date>,
}

/// Who somebody in the team is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Joining {
    Account {
        account: AccountId,
    },
    /// Somebody without an account; the responsible account watches over what they have.
    Named {
        name: String,
        phone: String,
    },
}

/// A member with its place in the case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mate {
    pub id: ItemId,
    pub member: Member,
}

impl Mate {
    /// Is somebody in the team on a day?
    pub fn holds(&self, on: Date) -> bool {
        self.member.from <= on && self.member.until.is_none_or(|until| on <= until)
    }

    /// The account, of those who have one.
    pub const fn account(&self) -> Option<AccountId> {
        match self.member.who {
            Joining::Account { account } => Some(account),
            Joining::Named { .. } => None,
        }
    }
}

/// Somebody joins the team.
///
/// Errors: [`Refusal::NotASeatOfTheTeam`], [`Refusal::NoConsent`] for family, volunteers, school and employment unless a law stands in,
/// [`Refusal::Wordless`] without a name, [`Refusal::DayOutside`], [`Refusal::Already`] when the account
/// has the seat, [`Refusal::Closed`].
pub fn join(case: &Case, act: &Act, member: Member, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    if let Joining::Named { name, .. } = &member.who {
        crate::said(name)?;
    }
    if let Some(until) = member.until {
        crate::day_within(until, member.from, Date::MAX)?;
    }
    case.change(Event::of(act, desk.today(case, act), note, What::Joined(member)))
}

/// Somebody leaves the team after a day. What they have falls back to the responsible account.
///
/// Errors: [`Refusal::NoSuchItem`], [`Refusal::DayOutside`], [`Refusal::Closed`].
pub fn leave(case: &Case, act: &Act, member: ItemId, on: Date, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    let from = case.team.iter().find(|one| one.id == member).ok_or(Refusal::NoSuchItem { item: member })?.member.from;
    // a day before the first one ends a membership that never began
    crate::day_within(on, from.saturating_sub(jiff::Span::new().days(1)), Date::MAX)?;
    case.change(Event::of(act, today, note, What::Left { member, on }))
}

pub(crate) fn apply_join(next: &mut Case, event: &Event, member: &Member) -> Result<(), Refusal> {
    next.open_now()?;
    if !member.seat.is_member() {
        return Err(Refusal::NotASeatOfTheTeam);
    }
    let by_law =
        matches!(next.wish, Some(Wish::Agreed { agreement }) if matches!(agreement.ground, Ground::Duty | Ground::Danger));
    if member.seat.needs_consent() && member.consent.is_none() && !by_law {
        return Err(Refusal::NoConsent);
    }
    let mate = Mate { id: event.id.into(), member: member.clone() };
    let is_there = |one: &Mate| {
        one.account().is_some() && one.account() == mate.account() && one.member.seat == member.seat && one.holds(event.on)
    };
    if next.team.iter().any(is_there) {
        return Err(Refusal::Already);
    }
    next.team.push(mate);
    Ok(())
}

pub(crate) fn apply_leave(next: &mut Case, member: ItemId, on: Date) -> Result<(), Refusal> {
    next.open_now()?;
    let found = next.team.iter_mut().find(|one| one.id == member && one.member.until.is_none_or(|until| on <= until));
    found.ok_or(Refusal::NoSuchItem { item: member })?.member.until = Some(on);
    Ok(())
}
