//! Somebody belongs to another place from now on: another class, school, village.

use xinqiao_access::{Permit, act};
use xinqiao_kernel::place::PlacePath;

use super::Person;
use super::search::{pieces_of, tokens};
use crate::arg::args;
use crate::{Result, Tx};

/// What a move changed beside the person's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub from: PlacePath,
    /// campaigns in which what is open of the person counts in the new unit
    pub followed: u64,
    /// campaigns that do not ask the person any more, because they ask the people of another place and nothing was answered yet
    pub left: u64,
}

impl Tx {
    /// Writes down where the permit's person belongs now, with the tokens by which they are found. What was written under the old place stays
    /// there: sheets, signals, warnings and cases are in somebody's hands. `None` for a permit that names nobody, and for somebody who is not there.
    pub async fn move_person(&mut self, permit: &Permit<act::RegisterPerson>, to: &PlacePath) -> Result<Option<Moved>> {
        let Some(id) = permit.person() else { return Ok(None) };
        self.freeze_person(id).await?;
        let found: Option<Person> = self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await?;
        let Some(mut person) = found else { return Ok(None) };
        let from = person.place.clone();
        if from == *to {
            return Ok(Some(Moved { from, followed: 0, left: 0 }));
        }
        let vault = self.vault();
        for piece in pieces_of(&person) {
            // under both keys, while look-ups go from one to the next
            for token in tokens(&vault, &piece)? {
                self.exec(include_str!("forget_token.sql"), &args![token, from.as_str(), id.uuid()]).await?;
            }
        }
        person.place = to.clone();
        self.exec(include_str!("move.sql"), &args![id.uuid(), to.as_str()]).await?;
        self.add_tokens(&vault, std::slice::from_ref(&person)).await?;
        let left = self.exec(include_str!("leave_campaigns.sql"), &args![id.uuid(), to.as_str()]).await?;
        let followed = self.exec(include_str!("follow_campaigns.sql"), &args![id.uuid(), to.as_str()]).await?;
        Ok(Some(Moved { from, followed, left }))
    }
}
