//! Several people about one person: who is asked, what each answers in their own place, and what a counsellor reads side by side.
//!
//! Nothing of two people is made one number, and nobody who is asked sees the person's answers, a score, or what another one wrote.

mod answer;
mod ask;
mod compare;
mod danger;

pub use answer::{AskedForm, AskedLine};
pub use ask::{AskInformant, ToAsk};
pub use compare::{Compared, FormView, InformantLine, InformantPage, ItemPair, ScoreRow};

use jiff::Timestamp;
use xinqiao_access::{Age, Permit, Resource, act};
use xinqiao_factor::informants::InformantRules;
use xinqiao_kernel::id::PersonId;
use xinqiao_store::informants::InformantRow;
use xinqiao_store::people::Whereabouts;

use crate::{App, AppError, Caller, Result};

/// The pack that is in force.
const RULES: &str = "default";
/// Requests that are read at most.
const MOST: u32 = 200;

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InformantState {
    /// Not answered yet.
    Open,
    Answered,
    /// Whoever was asked said no.
    Declined,
    /// Taken back: by the counsellor, or because consent ended.
    Withdrawn,
    /// Nobody answered in time.
    Expired,
}

impl InformantState {
    /// How a row stands at an instant. Errors: `Broken` for what the program never writes.
    pub(crate) fn of(row: &InformantRow, now: Timestamp) -> Result<Self> {
        Ok(match row.settled.as_ref().map(|settled| settled.0.as_str()) {
            None if row.expires_at <= now => Self::Expired,
            None => Self::Open,
            Some("answered") => Self::Answered,
            Some("declined") => Self::Declined,
            Some("withdrawn") => Self::Withdrawn,
            Some(other) => return Err(AppError::broken(format!("a request has the ending {other}"))),
        })
    }

    /// The word of the texts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }
}

impl App {
    /// From where on views are told to be apart. Errors: `Broken` when the pack is missing.
    pub fn informant_rules(&self) -> Result<&InformantRules> {
        self.inner.library.informants(RULES).ok_or_else(|| AppError::broken("the pack informants/default is missing"))
    }

    /// The right to ask about somebody and to compare. Errors: `NotFound`, `Denied`.
    async fn comparing(
        &self,
        caller: &Caller,
        person: PersonId,
    ) -> Result<(Permit<act::CompareInformants>, Whereabouts, Resource)> {
        self.listing(caller, self.staff_scope::<act::CompareInformants>(caller)).await?;
        let who = self.inner.db.whereabouts(person).await?.filter(|who| !who.lock.is_erased()).ok_or(AppError::NotFound)?;
        let restricted = self.inner.db.restricted_at(person).await?.is_some();
        let age = Age::of(who.birth_on, self.day(self.now()));
        let at = Resource::at(who.place.clone()).of(person).aged(age).restricted(restricted);
        Ok((self.staff_permit::<act::CompareInformants>(caller, &at).await?, who, at))
    }
}
