//! Where somebody who works here is reached outside: entered and confirmed by themselves.

use jiff::{SignedDuration, Timestamp};
use xinqiao_couriers::check_address;
use xinqiao_identity::Audience;
use xinqiao_notices::{Channel, Letter, RefusedKind, compose};
use xinqiao_store::addresses::Address;
use xinqiao_store::dispatches::LetterRow;

use super::Post;
use crate::accounts::Origin;
use crate::audit::by_account;
use crate::{App, AppError, Caller, Result};

/// Between two letters for trying out.
const TRIAL_PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// One way by which the program could reach somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnWay {
    pub channel: Channel,
    /// the confirmed address, if there is one
    pub address: Option<String>,
    pub confirmed_at: Option<Timestamp>,
    /// its holder switched it off
    pub is_off: bool,
}

/// All ways that the operator connected; none where notices stay inside.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OwnWays {
    pub ways: Vec<OwnWay>,
}

impl App {
    /// Does the operator send notices out?
    pub fn sends_notices(&self) -> bool {
        self.post().is_some()
    }

    /// The ways by which the caller could be reached, with the own addresses. Residents have none.
    pub async fn own_ways_out(&self, caller: &Caller) -> Result<OwnWays> {
        let Some(post) = self.post() else { return Ok(OwnWays::default()) };
        if self.audience_of(caller.account()).await? != Audience::Staff {
            return Ok(OwnWays::default());
        }
        let known = self.inner.db.addresses(caller.account()).await?;
        let way = |channel: Channel| {
            let found = known.iter().find(|one| one.channel == channel.code());
            OwnWay {
                channel,
                address: found.map(|one| one.address.clone()),
                confirmed_at: found.map(|one| one.confirmed_at),
                is_off: found.is_some_and(|one| one.off_at.is_some()),
            }
        };
        Ok(OwnWays { ways: post.couriers.channels().map(way).collect() })
    }

    /// Sends a code to an address, with which the caller shows that it is theirs. Nothing is kept of the address.
    ///
    /// Errors: `NotFound` for residents and for a way that is not connected; `Invalid` on `address` with what is expected, also when the other
    /// side says that there is none; `Conflict` with `letter_not_taken` when it could not be sent now; `Throttled`.
    pub async fn ask_address_code(
        &self,
        caller: &Caller,
        channel: Channel,
        typed: &str,
        language: &str,
        origin: Origin<'_>,
    ) -> Result<()> {
        let (post, address) = self.typed_address(caller, channel, typed).await?;
        let rules = self.sign_in_rules();
        let (id, code) = self.keep_code(&key(channel, &address), &purpose(caller), origin).await?;
        let language = language.parse().unwrap_or(xinqiao_notices::Language::Chinese);
        let to = xinqiao_notices::Recipient { address: &address, language, zone: &self.inner.zone };
        let head = (format!("{id}-{channel}-code"), self.now());
        let with = (code.as_str(), rules.codes.minutes);
        let letter = compose::confirmation(self.message_rules()?, &post.wording, channel, to, head, with)
            .map_err(|fault| AppError::broken(fault.to_string()))?;
        self.carry(post, &letter).await
    }

    /// Keeps an address of the caller, with the code that was sent to it, in place of the one before.
    ///
    /// Errors: as [`App::ask_address_code`]; `Invalid` on `code` for one that does not fit.
    pub async fn confirm_address(
        &self,
        caller: &Caller,
        channel: Channel,
        typed: &str,
        (code, language): (&str, &str),
        origin: Origin<'_>,
    ) -> Result<()> {
        let (_, address) = self.typed_address(caller, channel, typed).await?;
        if !self.uses_code(&key(channel, &address), &purpose(caller), code, origin).await? {
            return Err(AppError::field("code", "fault-phone-code", ""));
        }
        let now = self.now();
        let language = if language == "en" { "en" } else { "zh-CN" }.to_owned();
        let channel = channel.code().to_owned();
        let detail = format!("set={channel}");
        let new = Address {
            id: self.ids().uuid(now),
            account: caller.account(),
            channel,
            address,
            language,
            confirmed_at: now,
            off_at: None,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.put_address(&new).await?;
        self.changed(&mut tx, caller, detail).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sends nothing to an own address any more, or again. Errors: `NotFound` without an address for the way.
    pub async fn switch_own_address(&self, caller: &Caller, channel: Channel, is_off: bool) -> Result<()> {
        let off_at = is_off.then(|| self.now());
        let mut tx = self.inner.db.begin().await?;
        if !tx.switch_address(caller.account(), channel.code(), off_at).await? {
            return Err(AppError::NotFound);
        }
        self.changed(&mut tx, caller, format!("{}={channel}", if is_off { "off" } else { "on" })).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets an own address. Errors: `NotFound` without one for the way.
    pub async fn forget_own_address(&self, caller: &Caller, channel: Channel) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        if !tx.forget_address(caller.account(), channel.code()).await? {
            return Err(AppError::NotFound);
        }
        self.changed(&mut tx, caller, format!("forgot={channel}")).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sends a letter to an own address as it looks when there is something to read.
    ///
    /// Errors: `NotFound` without an address for the way; `Throttled` within a minute after another; otherwise as [`App::ask_address_code`].
    pub async fn send_trial(&self, caller: &Caller, channel: Channel) -> Result<()> {
        let post = self.post().ok_or(AppError::NotFound)?;
        let known = self.inner.db.addresses(caller.account()).await?;
        let address = known.into_iter().find(|one| one.channel == channel.code()).ok_or(AppError::NotFound)?;
        let now = self.now();
        let late = self.inner.db.letters_to(caller.account(), now - TRIAL_PAUSE).await?;
        if let Some(last) = late.iter().filter(|one| one.id.ends_with("-trial")).map(|one| one.sent_at).max() {
            let left = (last + TRIAL_PAUSE).duration_since(now).as_secs().max(1);
            return Err(AppError::Throttled { retry_after_s: u32::try_from(left).unwrap_or(u32::MAX) });
        }
        let language = address.language.parse().unwrap_or(xinqiao_notices::Language::Chinese);
        let to = xinqiao_notices::Recipient { address: &address.address, language, zone: &self.inner.zone };
        let id = format!("{}-{channel}-trial", self.ids().uuid(now));
        let letter = compose::trial(self.message_rules()?, &post.wording, channel, to, (id, now))
            .map_err(|fault| AppError::broken(fault.to_string()))?;
        let row = LetterRow {
            id: letter.id.clone(),
            account: caller.account(),
            channel: channel.code().to_owned(),
            // counts against no limit: trying it out must not keep a notice waiting
            is_red: true,
            notices: "[]".to_owned(),
            sayings: "[]".to_owned(),
            sent_at: now,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.letter_sets_out(&row).await?;
        self.changed(&mut tx, caller, format!("tried={channel}")).await?;
        tx.commit().await?;
        self.carry(post, &letter).await
    }

    /// For how long the ledger of letters is kept: as long as the rules look back, and a day.
    pub(crate) fn letters_kept(&self) -> Result<SignedDuration> {
        Ok(self.message_rules()?.window() + SignedDuration::from_hours(48))
    }

    async fn typed_address(&self, caller: &Caller, channel: Channel, typed: &str) -> Result<(&Post, String)> {
        let post = self.post().filter(|post| post.couriers.courier(channel).is_some()).ok_or(AppError::NotFound)?;
        if self.audience_of(caller.account()).await? != Audience::Staff {
            return Err(AppError::NotFound);
        }
        let address = plain(channel, typed);
        let expected = match channel {
            Channel::Sms => "fault-address-sms",
            Channel::Wechat => "fault-address-wechat",
            Channel::Email | Channel::InApp => "fault-address-email",
        };
        check_address(channel, &address).map_err(|_| AppError::field("address", expected, typed))?;
        Ok((post, address))
    }

    async fn carry(&self, post: &Post, letter: &Letter) -> Result<()> {
        let courier = post.couriers.courier(letter.channel).ok_or(AppError::NotFound)?;
        match courier.deliver(letter).await {
            Ok(_) => Ok(()),
            Err(refused) => {
                tracing::warn!(letter.id = %letter.id, error = %refused, "a letter was not taken");
                Err(match refused.kind {
                    RefusedKind::Permanent => AppError::field("address", "fault-address-refused", ""),
                    RefusedKind::Temporary | RefusedKind::Unreachable => AppError::conflict("letter_not_taken"),
                })
            }
        }
    }

    async fn changed(&self, tx: &mut xinqiao_store::Tx, caller: &Caller, detail: String) -> Result<()> {
        let row = by_account(self, caller, "manage_own_addresses", "account", Some(caller.account().uuid()), detail);
        Ok(tx.audit(&row, self.now()).await?)
    }
}

/// What was typed without spaces; a Chinese mobile number gets its country code.
fn plain(channel: Channel, typed: &str) -> String {
    let typed = typed.trim();
    if channel != Channel::Sms {
        return typed.to_owned();
    }
    let number: String = typed.chars().filter(|sign| !" -".contains(*sign)).collect();
    let is_mobile = number.len() == 11 && number.starts_with('1') && number.bytes().all(|sign| sign.is_ascii_digit());
    if is_mobile { format!("+86{number}") } else { number }
}

/// What a code is bound to: the way and the address.
fn key(channel: Channel, address: &str) -> String {
    format!("{channel} {}", address.to_lowercase())
}

/// And whose address it would be.
fn purpose(caller: &Caller) -> String {
    format!("address of {}", caller.account())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_number_is_taken_as_people_write_it() {
        assert_eq!(plain(Channel::Sms, " 138 1234-5678 "), "+8613812345678");
        assert_eq!(plain(Channel::Sms, "+852 9123 4567"), "+85291234567");
        assert_eq!(plain(Channel::Email, " lin@mail.example "), "lin@mail.example");
    }
}
