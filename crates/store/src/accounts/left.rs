//! Accounts that are not there any more and still owe something.

use uuid::Uuid;
use xinqiao_kernel::id::AccountId;

use crate::Result;
use crate::row::{FromRow, Row};

/// A record of which an account that is not there any more owes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    pub id: Uuid,
    pub account: AccountId,
}

impl FromRow for Left {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.uuid(0)?, account: AccountId::from_uuid(row.uuid(1)?) })
    }
}
