//! What is known of a recipient at the moment of sending.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::id::{AccountId, NoticeId};
use xinqiao_notices::{Channel, Facts, QuietHours, Saying, Sent};
use xinqiao_store::addresses::Address;
use xinqiao_store::dispatches::LetterRow;
use xinqiao_store::notices::Outgoing;
use xinqiao_warnings::NoticeKind;

use super::{Post, owe};
use crate::{App, AppError, Result};

/// The longest local day.
const DAY: SignedDuration = SignedDuration::from_hours(25);

/// An account as a recipient.
pub(super) struct Reader {
    is_active: bool,
    addresses: Vec<Address>,
    sent: Vec<Sent>,
}

impl Reader {
    /// The address of a way, unless it is switched off.
    pub fn address(&self, channel: Channel) -> Option<&Address> {
        self.addresses.iter().find(|one| one.channel == channel.code() && one.off_at.is_none())
    }
}

impl App {
    /// An account as a recipient, as it stands now.
    pub(super) async fn reader(&self, account: AccountId) -> Result<Reader> {
        let now = self.now();
        let since = now.checked_sub(self.message_rules()?.window().max(DAY)).unwrap_or(now);
        let found = self.inner.db.account(account).await?;
        let letters = self.inner.db.letters_to(account, since).await?;
        Ok(Reader {
            is_active: found.is_some_and(|found| found.disabled_at.is_none()),
            addresses: self.inner.db.addresses(account).await?,
            sent: letters.into_iter().map(sent).collect::<Result<_>>()?,
        })
    }

    /// The facts by which the rules decide about a notice.
    pub(super) async fn recipient(&self, post: &Post, told: &Outgoing, reader: &Reader) -> Result<Facts> {
        let stands = self.stands(told).await?;
        let addresses: BTreeSet<Channel> = post.couriers.channels().filter(|way| reader.address(*way).is_some()).collect();
        Ok(Facts {
            is_active: reader.is_active,
            is_owner: stands.is_owner,
            is_on_duty: stands.is_on_duty,
            is_done: stands.is_done,
            is_read: told.notice.read_at.is_some(),
            addresses,
            zone: self.inner.zone.clone(),
            quiet: self.quiet_of(told),
            sent: reader.sent.clone(),
        })
    }

    /// The quiet hours of the place that a notice about a warning or a signal belongs to, where its kind waits for their end.
    fn quiet_of(&self, told: &Outgoing) -> Option<QuietHours> {
        let about_warnings = matches!(told.about.0.as_str(), "warning" | "signal");
        let quiet = self.rules_for(told.place.as_ref().filter(|_| about_warnings)?).quiet()?;
        let waits = quiet.waits.contains(&kind_of(&told.notice.kind));
        waits.then_some(QuietHours { from: quiet.from, until: quiet.until })
    }

    /// The notice of an id as the rules know it; none when it was deleted.
    pub(super) async fn told(&self, id: NoticeId) -> Result<Option<(Outgoing, xinqiao_notices::Notice)>> {
        let found = self.inner.db.outgoing(id).await?;
        Ok(found.map(|told| {
            let notice = owe::notice(&told);
            (told, notice)
        }))
    }
}

/// What a notice is for, as the rules of a place name it.
fn kind_of(kind: &str) -> NoticeKind {
    match kind {
        "notice-yours" | "notice-handed-over" => NoticeKind::Yours,
        "notice-escalated" | "notice-signal-late" => NoticeKind::Late,
        _ => NoticeKind::Other,
    }
}

fn sent(row: LetterRow) -> Result<Sent> {
    let at: Timestamp = row.sent_at;
    Ok(Sent {
        channel: row.channel.parse().map_err(|_| damaged(&row.id, None))?,
        at,
        is_red: row.is_red,
        notices: serde_json::from_str(&row.notices).map_err(|fault| damaged(&row.id, Some(fault)))?,
        sayings: serde_json::from_str::<Vec<Saying>>(&row.sayings).map_err(|fault| damaged(&row.id, Some(fault)))?,
    })
}

fn damaged(id: &str, fault: Option<serde_json::Error>) -> AppError {
    AppError::Broken { what: format!("the letter {id} in the ledger is damaged"), source: fault.map(Into::into) }
}
