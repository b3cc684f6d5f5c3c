//! Codes that were sent to a phone. Number and code lie as keyed hashes only: whoever reads the table can try no numbers.
//!
//! The hashes are made with the active key and are not made anew when keys change: a code lives for minutes.

use jiff::Timestamp;
use uuid::Uuid;

use crate::arg::{Arg, args};
use crate::fields::lookup_arg;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A code to be sent.
pub struct NewPhoneCode<'a> {
    pub id: Uuid,
    pub phone: &'a str,
    /// what the code is for: a code for one thing does nothing else
    pub purpose: &'a str,
    pub code: &'a str,
    /// range of the address that asked
    pub network: &'a str,
    pub expires_at: Timestamp,
}

/// Codes that were asked for, and the first of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    pub count: i64,
    pub first: Option<Timestamp>,
}

impl FromRow for Asked {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { count: row.int(0)?, first: row.at_opt(1)? })
    }
}

const PHONE: &str = "phone-code-number";
const CODE: &str = "phone-code";

fn code_text(phone: &str, purpose: &str, code: &str) -> String {
    format!("{phone} {code} {purpose}")
}

impl Tx {
    /// Keeps a code.
    pub async fn add_phone_code(&mut self, new: &NewPhoneCode<'_>, now: Timestamp) -> Result<()> {
        let vault = self.vault();
        let row = [
            Arg::from(new.id),
            lookup_arg(&vault, PHONE, new.phone)?,
            Arg::from(new.network),
            lookup_arg(&vault, CODE, &code_text(new.phone, new.purpose, new.code))?,
            Arg::from(now),
            Arg::from(new.expires_at),
        ];
        self.exec(include_str!("insert_phone_code.sql"), &row).await.map(|_| ())
    }

    /// Takes a code back that is not sent.
    pub async fn forget_phone_code(&mut self, id: Uuid) -> Result<()> {
        self.exec(include_str!("forget_phone_code.sql"), &args![id]).await.map(|_| ())
    }

    /// Uses a code; false for a wrong, used or expired one, and after `tries` tries. Every try counts, and of two with one code one is first.
    pub async fn use_phone_code(&mut self, phone: &str, purpose: &str, code: &str, tries: u32, now: Timestamp) -> Result<bool> {
        let vault = self.vault();
        let number = lookup_arg(&vault, PHONE, phone)?;
        self.exec(include_str!("count_phone_try.sql"), &[number.clone(), Arg::from(now)]).await?;
        let code = lookup_arg(&vault, CODE, &code_text(phone, purpose, code))?;
        let asked = [number, code, Arg::from(now), Arg::from(i64::from(tries))];
        Ok(self.exec(include_str!("use_phone_code.sql"), &asked).await? > 0)
    }

    /// Forgets codes that were asked for at or before an instant; how many.
    pub async fn forget_phone_codes(&mut self, until: Timestamp) -> Result<u64> {
        self.exec(include_str!("forget_phone_codes.sql"), &args![until]).await
    }
}

impl Db {
    /// Codes for a number since an instant.
    pub async fn codes_of_phone(&self, phone: &str, since: Timestamp) -> Result<Asked> {
        let number = lookup_arg(&self.vault(), PHONE, phone)?;
        Ok(self.opt(include_str!("codes_of_phone.sql"), &[number, Arg::from(since)]).await?.unwrap_or_default())
    }

    /// Codes that a range of addresses asked for since an instant.
    pub async fn codes_of_network(&self, network: &str, since: Timestamp) -> Result<Asked> {
        Ok(self.opt(include_str!("codes_of_address.sql"), &args![network, since]).await?.unwrap_or_default())
    }
}
