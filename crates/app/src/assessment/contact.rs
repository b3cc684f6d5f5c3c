//! A person asks to be contacted, without any self-test.

use jiff::Timestamp;
use xinqiao_access::{Purpose, act};
use xinqiao_consent::Purpose as Use;
use xinqiao_kernel::person::masked_phone;

use super::signals::About;
use super::{KeptOutcome, raise};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// When the person would like to be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactTime {
    Any,
    Morning,
    Afternoon,
    Evening,
}

impl std::str::FromStr for ContactTime {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "any" => Ok(Self::Any),
            "morning" => Ok(Self::Morning),
            "afternoon" => Ok(Self::Afternoon),
            "evening" => Ok(Self::Evening),
            _ => Err(()),
        }
    }
}

/// How the person would like to be contacted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ContactWish {
    pub time: ContactTime,
    /// a number other than the one on file
    pub phone: Option<String>,
}

impl App {
    /// Raises the signal that the caller wishes to be contacted; by when somebody should have looked. The same wish twice within an hour is one.
    ///
    /// Errors: `Invalid` on field `phone` for a number that has not 7 to 15 digits, or when there is none on file either.
    pub async fn request_contact(&self, caller: &Caller, wish: &ContactWish) -> Result<Timestamp> {
        let (person, at) = self.own_record(caller)?;
        let permit = self.permit::<act::RequestContact>(caller, &at, Purpose::SelfService).await?;
        self.check_phone(caller, wish).await?;
        let now = self.now();
        let who = caller.whereabouts().ok_or(AppError::NotFound)?;
        let consents = self.ask_consent(&permit, who, (Use::Contact, None), now).await?;
        let facts = self.facts(("contact-request", "1"), &KeptOutcome::default(), self.day(now), &[], true)?;
        // the same wish twice within the hour is one; another number or another time of day is a new one
        let hour = self.local(now).strftime("%Y%m%d%H").to_string();
        let number = wish.phone.as_deref().map(|phone| self.inner.db.keyed_text("contact-phone", phone)).transpose()?;
        let key = format!("contact:{person}:{hour}:{:?}:{}", wish.time, number.unwrap_or_default());
        let about = About { person, place: &at.place, response: None, key: &key, wish: Some(wish) };
        let signals = raise(self, &facts, &about, now)?;
        let due = signals.iter().map(|signal| signal.due_at).min().unwrap_or(now);
        let mut tx = self.inner.db.begin().await?;
        tx.add_consents(&consents, now).await?;
        for signal in &signals {
            tx.add_signal(signal, now).await?;
            tx.look_again(signal.person, &signal.place, false, now).await?;
        }
        tx.audit(&done(self, &permit, "contact", None, format!("signals={}", signals.len())), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&at.place);
        Ok(due)
    }

    /// The phone number on file of the caller's own person, its middle hidden.
    pub async fn own_phone(&self, caller: &Caller) -> Result<Option<String>> {
        if caller.person().is_none() {
            return Ok(None);
        }
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadOwnRecords>(caller, &at, Purpose::SelfService).await?;
        Ok(self.inner.db.own_phone(&permit).await?.as_deref().map(masked_phone))
    }

    async fn check_phone(&self, caller: &Caller, wish: &ContactWish) -> Result<()> {
        match &wish.phone {
            Some(phone) => {
                let digits = phone.chars().filter(char::is_ascii_digit).count();
                let sound =
                    (7..=15).contains(&digits) && phone.chars().all(|sign| sign.is_ascii_digit() || " -+()".contains(sign));
                if sound { Ok(()) } else { Err(AppError::field("phone", "contact-phone-wrong", phone.clone())) }
            }
            None if self.own_phone(caller).await?.is_some() => Ok(()),
            None => Err(AppError::field("phone", "contact-phone-none", "")),
        }
    }
}
