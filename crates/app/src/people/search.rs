//! Searching people by name, pinyin, initials, number or phone, below the caller's places.

use xinqiao_access::{Purpose, act};
use xinqiao_kernel::identifier::CitizenId;
use xinqiao_names::{Fit, Query, Unclear};
use xinqiao_store::people::Person;

use crate::audit::listed;
use crate::authorise::STAFF_PURPOSES;
use crate::{App, AppError, Caller, Result};

/// The system under which citizen numbers are kept.
const CITIZEN_NUMBERS: &str = "gb11643";
/// People that one search shows; whoever looks for more types more.
const MOST: u32 = 100;

/// People who fit, best first.
#[derive(Debug, Clone)]
pub struct PeopleFound {
    /// name and phone masked
    pub people: Vec<(Person, Fit)>,
    /// there are more: something longer should be typed
    pub is_cut: bool,
}

impl App {
    /// The purposes for which the caller may search people today; the first is the usual one.
    pub fn search_purposes(&self, caller: &Caller) -> Vec<Purpose> {
        STAFF_PURPOSES.into_iter().filter(|purpose| self.scope::<act::SearchPeople>(caller, *purpose).is_ok()).collect()
    }

    /// May the caller search people? A refusal is kept. Errors: `Denied`.
    pub async fn may_search(&self, caller: &Caller) -> Result<()> {
        let purpose = self.search_purposes(caller).first().copied().unwrap_or(Purpose::Service);
        self.listing(caller, self.scope::<act::SearchPeople>(caller, purpose)).await.map(|_| ())
    }

    /// People below the caller's places who fit what was typed, for a purpose. Leaves one audit row with the count, never with what was typed.
    ///
    /// Errors: `Denied` without the right, `Invalid` on field `q` for what cannot be looked for.
    pub async fn search_people(&self, caller: &Caller, typed: &str, purpose: Purpose) -> Result<PeopleFound> {
        let scope = self.listing(caller, self.scope::<act::SearchPeople>(caller, purpose)).await?;
        let query = Query::parse(typed).map_err(|why| unclear(why, typed))?;
        if let Query::Number(number) = &query
            && CitizenId::parse(number, self.day(self.now())).is_err()
        {
            return Err(AppError::field("q", "fault-search-number", typed));
        }
        let found = self.inner.db.search_people(&scope, &query, CITIZEN_NUMBERS, MOST).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "people", found.people.len()), self.now()).await?;
        tx.commit().await?;
        Ok(PeopleFound { people: found.people, is_cut: found.is_cut })
    }
}

fn unclear(why: Unclear, typed: &str) -> AppError {
    let expected = match why {
        Unclear::Empty => "fault-search-empty",
        Unclear::TooLong => "fault-search-long",
        Unclear::OneLetter => "fault-search-letter",
        Unclear::Digits => "fault-search-digits",
        Unclear::Mixed => "fault-search-mixed",
    };
    AppError::field("q", expected, typed)
}
