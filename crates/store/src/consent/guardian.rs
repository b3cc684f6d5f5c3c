//! Who consents for whom.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::id::{AccountId, GuardianshipId, PersonId};

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A guardianship that staff have verified.
#[derive(Debug, Clone)]
pub struct NewGuardianship {
    pub id: GuardianshipId,
    pub guardian: PersonId,
    pub ward: PersonId,
    /// parent, grandparent, …
    pub relation: String,
    /// minor or adult_in_care
    pub ground: String,
    pub verified_by: AccountId,
    /// what was shown: household_book, birth_certificate, court_order, committee_letter
    pub verified_how: String,
    pub from: Date,
    pub until: Option<Date>,
}

/// A guardianship, with the ward's day of birth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardianship {
    pub id: GuardianshipId,
    pub guardian: PersonId,
    pub ward: PersonId,
    pub relation: String,
    pub ground: String,
    pub from: Date,
    pub until: Option<Date>,
    pub born: Option<Date>,
    /// what was shown
    pub proof: String,
}

impl FromRow for Guardianship {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: GuardianshipId::from_uuid(row.uuid(0)?),
            guardian: PersonId::from_uuid(row.uuid(1)?),
            ward: PersonId::from_uuid(row.uuid(2)?),
            relation: row.text(3)?,
            ground: row.text(4)?,
            from: row.day(5)?,
            until: row.day_opt(6)?,
            born: row.day_opt(7)?,
            proof: row.text(8)?,
        })
    }
}

impl Guardianship {
    /// Does it hold on a day?
    pub fn is_in_force(&self, today: Date) -> bool {
        self.from <= today && self.until.is_none_or(|until| today <= until)
    }
}

impl Tx {
    /// Keeps a guardianship.
    pub async fn add_guardianship(&mut self, new: &NewGuardianship, now: Timestamp) -> Result<()> {
        let row = args![
            new.id.uuid(),
            new.guardian.uuid(),
            new.ward.uuid(),
            &new.relation,
            &new.ground,
            new.verified_by.uuid(),
            &new.verified_how,
            new.from,
            new.until,
            now
        ];
        self.exec(include_str!("insert_guardianship.sql"), &row).await.map(|_| ())
    }

    /// Ends a guardianship with a day; false when it ended before.
    pub async fn end_guardianship(&mut self, id: GuardianshipId, last: Date) -> Result<bool> {
        Ok(self.exec(include_str!("end_guardianship.sql"), &args![id.uuid(), last]).await? > 0)
    }
}

struct GuardianAccount(AccountId, bool);

impl FromRow for GuardianAccount {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(AccountId::from_uuid(row.uuid(0)?), row.int(1)? > 0))
    }
}

impl Db {
    /// The open account of somebody who is to be a guardian, and whether it has the role of one on a day.
    pub async fn guardian_account(&self, person: PersonId, today: Date) -> Result<Option<(AccountId, bool)>> {
        let found: Option<GuardianAccount> = self.opt(include_str!("guardian_account.sql"), &args![person.uuid(), today]).await?;
        Ok(found.map(|GuardianAccount(account, holds)| (account, holds)))
    }

    /// Whose guardian a person is or was: what an access decision needs before any permit can exist.
    pub async fn wards_of(&self, guardian: PersonId) -> Result<Vec<Guardianship>> {
        self.all(include_str!("wards.sql"), &args![guardian.uuid()]).await
    }

    /// Who is or was guardian of a person: what a decision about consent needs.
    pub async fn guardians_of(&self, ward: PersonId) -> Result<Vec<Guardianship>> {
        self.all(include_str!("guardians.sql"), &args![ward.uuid()]).await
    }
}
