//! Somebody belongs to another class, school or village from now on.

use xinqiao_access::{Resource, act};
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::people::Moved;
use xinqiao_store::places::Place;

use crate::audit::done;
use crate::{App, AppError, Caller, Person, Result};

/// Most units that a form offers.
const MOST_UNITS: usize = 200;

/// Who is moved, from where, and the units that are near.
#[derive(Debug, Clone)]
pub struct Moving {
    /// name and phone masked
    pub person: Person,
    /// beside and below the present place, those into which the caller may move somebody
    pub near: Vec<Place>,
}

impl App {
    /// What the form of a move shows.
    ///
    /// Errors: `NotFound` outside the caller's places, `Denied` without the right.
    pub async fn moving(&self, caller: &Caller, id: PersonId) -> Result<Moving> {
        let (permit, _) = self.ward_permit(caller, id).await?;
        let person = self.inner.db.ward(&permit).await?.ok_or(AppError::NotFound)?;
        let mut near = Vec::new();
        if let Some(above) = person.place.parent() {
            near.extend(self.places_under(&above).await?);
        }
        near.extend(self.places_under(&person.place).await?);
        let may = |place: &Place| place.path != person.place && self.may_move_to(caller, &place.path);
        near.retain(may);
        near.truncate(MOST_UNITS);
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", Some(id.uuid()), "moving"), self.now()).await?;
        tx.commit().await?;
        Ok(Moving { person, near })
    }

    /// Moves somebody to another place; what is open of a campaign counts there from now on, and one that asks the people of another place asks
    /// no more, where nothing was answered. Sent twice it changes nothing. Accounts and assignments stay as they are: a resident's own records do
    /// not depend on a place.
    ///
    /// Errors: `NotFound` outside the caller's places, `Denied` without the right, `Invalid` on `at` for a place that is not there or not the caller's.
    pub async fn move_person(&self, caller: &Caller, id: PersonId, to: &PlacePath) -> Result<Moved> {
        let (permit, _) = self.ward_permit(caller, id).await?;
        if self.inner.db.place(to).await?.is_none() || !self.may_move_to(caller, to) {
            return Err(AppError::field("at", "fault-move-place", to.to_string()));
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        let moved = tx.move_person(&permit, to).await?.ok_or(AppError::NotFound)?;
        let detail = format!("moved from={} to={to}", moved.from);
        tx.audit(&done(self, &permit, "person", Some(id.uuid()), detail), now).await?;
        tx.commit().await?;
        Ok(moved)
    }

    fn may_move_to(&self, caller: &Caller, to: &PlacePath) -> bool {
        self.may::<act::RegisterPerson>(caller, &Resource::at(to.clone()))
    }
}
