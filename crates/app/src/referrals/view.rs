//! The page of one referral.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::event::What;
use xinqiao_referrals::{Packet, Referral, ReferralId, Side, Sight, StepId};
use xinqiao_store::referrals::ReferralRow;

use super::step::Verb;
use crate::audit::done;
use crate::{App, Caller, Result};

/// One line of the history.
#[derive(Debug, Clone)]
pub struct EventView {
    pub at: Timestamp,
    /// name of who did it; `None` for the program
    pub by: Option<String>,
    pub what: What,
    /// only with sight of the packet
    pub note: Option<String>,
}

/// One referral as the caller sees it.
#[derive(Debug, Clone)]
pub struct ReferralView {
    /// without the person's name where the sight does not open it
    pub row: ReferralRow,
    pub referral: Referral,
    pub side: Side,
    pub sight: Sight,
    /// what the receiver sees; `None` with the record alone
    pub packet: Option<Packet>,
    pub events: Vec<EventView>,
    /// name of the desk or the colleague
    pub receiver: String,
    /// names of the two sides' accounts and places
    pub sender: (String, String),
    pub receiver_account: String,
    /// who owes the step, by when
    pub owes: Option<(String, Timestamp)>,
    /// what the caller may do now
    pub verbs: Vec<Verb>,
    /// referrals that this one answers, and that answers this one
    pub cites: Option<ReferralId>,
    /// idempotency id for the forms of this page
    pub step: StepId,
}

impl App {
    /// One referral. Leaves an audit row that its person can see.
    ///
    /// Errors: `NotFound` for whoever has nothing to do with it.
    pub async fn referral(&self, caller: &Caller, id: ReferralId) -> Result<ReferralView> {
        let (row, seat) = self.seat(caller, id).await?;
        let loaded = self.load_referral(&seat.permit, id).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &seat.permit, "referral", Some(id.uuid()), format!("read {}", seat.sight)), self.now()).await?;
        tx.commit().await?;
        let opens = Sight::Packet <= seat.sight;
        let referral = loaded.referral;
        let me = caller.account();
        let verbs = Verb::of(&referral).into_iter().filter(|verb| self.may_do(*verb, seat.side, &referral, me)).collect();
        let events = loaded.events.into_iter().map(|(kept, event)| EventView {
            at: kept.at,
            by: kept.name,
            note: event.note.filter(|_| opens),
            what: event.what,
        });
        let mut row = row;
        if !opens || (seat.side == Side::Receiver && row.kind == "consult") {
            row.name.clear();
        }
        let owes = match referral.state().open() {
            Some(open) => Some((self.account_name(open.owner.account).await?, open.due_at)),
            None => None,
        };
        let receiver_account = self.account_name(row.state.to).await?;
        Ok(ReferralView {
            events: events.collect(),
            packet: opens.then(|| referral.packet().clone()),
            receiver: row.receiver_name.clone().unwrap_or_else(|| receiver_account.clone()),
            sender: (self.account_name(row.from).await?, self.place_name(&row.from_place).await?),
            receiver_account,
            owes,
            verbs,
            cites: referral.cites(),
            side: seat.side,
            sight: seat.sight,
            step: self.new_referral_ids().1,
            referral,
            row,
        })
    }

    fn may_do(&self, verb: Verb, side: Side, referral: &Referral, me: AccountId) -> bool {
        let is_sender = me == referral.sent().from.account;
        match verb.side() {
            Side::Receiver => side == Side::Receiver && !is_sender,
            // who reported does not read it for the sender; after a transfer the debts went along
            Side::Sender => match verb {
                Verb::Inform | Verb::CiteReport => {
                    referral.owed().any(|owed| owed.open.owner.account == me) || side == Side::Sender
                }
                Verb::Revoke => side == Side::Sender && self.may_revoke(referral),
                _ => side == Side::Sender,
            },
        }
    }

    /// Is there a reason of the pack for which it can still be taken back?
    fn may_revoke(&self, referral: &Referral) -> bool {
        let begun = matches!(referral.state(), xinqiao_referrals::State::Begun { .. });
        self.rules_of_referrals().is_ok_and(|rules| rules.raw().revocations.iter().any(|reason| !begun || reason.after_begin))
    }
}
