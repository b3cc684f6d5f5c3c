//! What decides about consent, for many requests at once.

use std::sync::Arc;

use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Act, Permit};
use xinqiao_kernel::id::PersonId;

use super::ConsentRow;
use crate::arg::Arg;
use crate::gather::{AT_ONCE, Gather};
use crate::{Db, Result};

/// What was said about a person's information so far, and whether a guardian decides for somebody of age.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsentFacts {
    /// the oldest first
    pub words: Vec<ConsentRow>,
    pub in_care: bool,
}

/// Finds the facts of people; requests that come together share a statement. Cloning it is cheap.
#[derive(Clone)]
pub struct Consents {
    gather: Gather<(PersonId, Date), ConsentFacts>,
}

impl Consents {
    /// Starts finding.
    pub fn start(db: &Db) -> Self {
        let (all, one) = (db.clone(), db.clone());
        let together = move |keys: Arc<Vec<(PersonId, Date)>>| {
            let db = all.clone();
            async move { facts(&db, &keys).await }
        };
        let alone = move |key| {
            let db = one.clone();
            async move { Ok(facts(&db, &[key]).await?.pop().unwrap_or_default()) }
        };
        Self { gather: Gather::start(together, alone) }
    }

    /// The facts about the permit's person on a day; nothing for a permit that names nobody.
    pub async fn find<A: Act>(&self, permit: &Permit<A>, today: Date) -> Result<ConsentFacts> {
        match permit.person() {
            Some(person) => self.gather.ask((person, today)).await,
            None => Ok(ConsentFacts::default()),
        }
    }
}

async fn facts(db: &Db, keys: &[(PersonId, Date)]) -> Result<Vec<ConsentFacts>> {
    let mut args: Vec<Arg> = keys.iter().map(|(person, _)| Arg::from(person.uuid())).collect();
    args.resize(AT_ONCE, Arg::Id(None));
    let words: Vec<ConsentRow> = db.all(include_str!("of_people.sql"), &args).await?;
    // requests of one moment lie on one day, but for midnight
    let mut days: Vec<Date> = keys.iter().map(|(_, day)| *day).collect();
    days.dedup();
    let mut in_care: Vec<(Uuid, Date)> = Vec::new();
    for day in days {
        let mut args = args.clone();
        args.push(Arg::from(day));
        let found: Vec<Uuid> = db.all(include_str!("in_care.sql"), &args).await?;
        in_care.extend(found.into_iter().map(|ward| (ward, day)));
    }
    let of = |(person, day): &(PersonId, Date)| ConsentFacts {
        words: words.iter().filter(|word| word.person == *person).cloned().collect(),
        in_care: in_care.contains(&(person.uuid(), *day)),
    };
    Ok(keys.iter().map(of).collect())
}
