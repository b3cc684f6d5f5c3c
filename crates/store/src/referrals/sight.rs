//! Who sees how much of a referral.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_referrals::{ReceiverId, ReferralId, Sight};

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// What one account, and the desk for which it answers, sees of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SightRow {
    pub account: AccountId,
    pub receiver: Option<ReceiverId>,
    pub sight: Sight,
}

/// A change of sight.
#[derive(Debug, Clone, Copy)]
pub struct Sees {
    pub referral: ReferralId,
    pub person: PersonId,
    pub row: SightRow,
    /// the work went on to somebody else: what was given to the account as a whole about the person closes
    pub gives_up_whole: bool,
}

impl FromRow for SightRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            account: AccountId::from_uuid(row.uuid(0)?),
            receiver: row.uuid_opt(1)?.map(ReceiverId::from_uuid),
            sight: row.parsed(2, "referral_sight", "sight", "nothing, record, packet or whole")?,
        })
    }
}

struct Given(PersonId);

impl FromRow for Given {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(PersonId::from_uuid(row.uuid(0)?)))
    }
}

impl Tx {
    /// Keeps what somebody sees from now on.
    pub async fn save_sight(&mut self, sees: &Sees, now: Timestamp) -> Result<()> {
        let SightRow { account, receiver, sight } = sees.row;
        if sees.gives_up_whole {
            let row = args![account.uuid(), sees.person.uuid(), now];
            self.exec(include_str!("give_up_whole.sql"), &row).await?;
        }
        let (receiver, sight) = (receiver.map(|id| id.uuid()), sight.code());
        let row = args![sees.referral.uuid(), account.uuid(), receiver, sees.person.uuid(), sight, now];
        self.exec(include_str!("save_sight.sql"), &row).await.map(|_| ())
    }

    /// Ends everything that is on its way about somebody who is erased; nobody sees anything of it any more.
    pub async fn end_referrals_of(&mut self, person: PersonId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("erase_sights.sql"), &args![person.uuid()]).await?;
        self.exec(include_str!("erase_of_person.sql"), &args![person.uuid(), now]).await?;
        self.exec(include_str!("erase_protocols.sql"), &args![person.uuid(), now]).await.map(|_| ())
    }
}

impl Db {
    /// Who sees how much of a referral.
    pub async fn sights_of(&self, id: ReferralId) -> Result<Vec<SightRow>> {
        self.all(include_str!("sights.sql"), &args![id.uuid()]).await
    }

    /// The people whose work was given to an account as a whole; at most 500.
    pub async fn given_to(&self, account: AccountId) -> Result<Vec<PersonId>> {
        let found: Vec<Given> = self.all(include_str!("given_to.sql"), &args![account.uuid()]).await?;
        Ok(found.into_iter().map(|given| given.0).collect())
    }
}
