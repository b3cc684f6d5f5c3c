//! Who opened my records, when and what for.

use jiff::Timestamp;
use xinqiao_access::{Purpose, Resource, act};

use crate::{App, AppError, Caller, Result};

/// One thing that was done with the person's records.
#[derive(Debug, Clone)]
pub struct Look {
    pub at: Timestamp,
    /// name of who did it; `None` for the program itself
    pub by: Option<String>,
    /// the person themselves
    pub own: bool,
    /// role, action and purpose codes; saying no to a campaign is `decline_campaign`
    pub role: String,
    pub action: String,
    pub purpose: String,
    /// somebody tried and was refused
    pub refused: bool,
    /// how often on that day, one after the other; `at` is the latest
    pub times: u32,
}

impl Look {
    fn is_like(&self, other: &Self) -> bool {
        (&self.by, &self.role, &self.action, &self.purpose, self.refused, self.own)
            == (&other.by, &other.role, &other.action, &other.purpose, other.refused, other.own)
    }
}

impl App {
    /// What was done with the caller's own records, newest first, before an instant.
    pub async fn who_looked(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<Look>> {
        let (person, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadWhoLooked>(caller, &at, Purpose::SelfService).await?;
        let rows = self.inner.db.who_looked(&permit, person, before, limit).await?;
        let looks = rows.into_iter().map(|row| {
            let declined = row.record_kind == "campaign" && row.detail == "declined";
            Look {
                at: row.at,
                own: row.account == Some(caller.account()),
                by: row.name,
                role: row.role,
                action: if declined { "decline_campaign".to_owned() } else { row.action },
                purpose: row.purpose,
                refused: row.outcome == "refused",
                times: 1,
            }
        });
        Ok(looks.collect())
    }

    /// Puts together what one person did again and again on one day, so that a long evening of work is one line. Newest first, as given.
    pub fn grouped_looks(&self, looks: Vec<Look>) -> Vec<Look> {
        let mut grouped: Vec<Look> = Vec::new();
        for look in looks {
            match grouped.last_mut() {
                Some(last) if last.is_like(&look) && self.day(last.at) == self.day(look.at) => {
                    last.times = last.times.saturating_add(look.times);
                }
                _ => grouped.push(look),
            }
        }
        grouped
    }

    /// The caller's own person as access sees it. Errors: `NotFound` for an account that belongs to no person.
    pub(crate) fn own_record(&self, caller: &Caller) -> Result<(xinqiao_kernel::id::PersonId, Resource)> {
        let own = caller.whereabouts().ok_or(AppError::NotFound)?;
        Ok((own.id, Resource::at(own.place.clone()).of(own.id)))
    }
}
