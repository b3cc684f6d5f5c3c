//! Asking again: whose answers could not be counted, by when somebody asks again or talks, and what came of it. No warning, no level.

mod list;
mod settle;
mod sweep;

pub use list::{RetestPage, RetestView};
pub use xinqiao_store::retests::{RetestAfter, RetestRow};

use xinqiao_access::{Action, Age, Resource};

use crate::{App, Caller, Result};

impl App {
    /// May the caller see tasks at all? For showing a link; leaves no trace.
    pub fn may_ask_again(&self, caller: &Caller) -> bool {
        caller.actor().may(Action::AskAgain, self.day(self.now()))
    }

    /// A task as access decides about it.
    async fn retest_resource(&self, row: &RetestRow) -> Result<Resource> {
        let known = self.inner.db.whereabouts(row.person).await?;
        let age = known.map_or(Age::Unknown, |who| Age::of(who.birth_on, self.day(self.now())));
        let restricted = self.inner.db.restricted_at(row.person).await?.is_some();
        Ok(Resource::at(row.place.clone()).of(row.person).aged(age).restricted(restricted))
    }
}
