//! The page of one green channel.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::green_channel::{GreenChannel, Step};
use xinqiao_referrals::{ChannelId, ReferralId, StepId};
use xinqiao_store::referrals::ProtocolRow;

use super::act::GreenVerb;
use super::load::{GreenSide, LoadedGreen};
use crate::audit::done;
use crate::protocols::kept::GREEN;
use crate::warnings::Candidate;
use crate::{App, Caller, Result};

/// One line of the history.
#[derive(Debug, Clone)]
pub struct EntryView {
    pub at: Timestamp,
    /// name of who did it; `None` for the program
    pub by: Option<String>,
    pub step: Step,
    /// words of the school, for the school and whoever is on duty above it
    pub note: Option<String>,
}

/// A referral that may be tied to the channel.
#[derive(Debug, Clone)]
pub struct Tie {
    pub id: ReferralId,
    /// name of the receiving desk
    pub receiver: String,
    pub sent_at: Timestamp,
    pub state: String,
}

/// One green channel as the caller sees it.
#[derive(Debug, Clone)]
pub struct GreenView {
    pub row: ProtocolRow,
    pub channel: GreenChannel,
    pub side: GreenSide,
    /// name of the school
    pub place: String,
    /// name of who leads
    pub lead: String,
    /// name of the desk at the hospital
    pub hospital: Option<String>,
    /// who owes the stage
    pub owner: Option<String>,
    /// whom the pupil can go to
    pub support: Option<String>,
    pub entries: Vec<EntryView>,
    /// what the caller may do now
    pub verbs: Vec<GreenVerb>,
    /// who may have been in the team, and whom the pupil may go to
    pub team: Vec<Candidate>,
    pub ties: Vec<Tie>,
    /// may the caller read the referral that is tied?
    pub referral: Option<ReferralId>,
    /// idempotency id for the forms of this page
    pub step: StepId,
}

impl App {
    /// One green channel. Leaves an audit row that its person can see. The hospital sees no words of the school, and nobody a diagnosis: there is
    /// none in it.
    ///
    /// Errors: `NotFound` for whoever has nothing to do with it.
    pub async fn green(&self, caller: &Caller, id: ChannelId) -> Result<GreenView> {
        let (loaded, side, permit) = self.green_seat(caller, id).await?;
        let verbs = GreenVerb::for_side(&loaded.channel, side, caller.account());
        let team = match verbs.iter().any(|verb| matches!(verb, GreenVerb::Meet | GreenVerb::Plan)) {
            true => self.green_team(&loaded.row.place).await?,
            false => Vec::new(),
        };
        let ties = match verbs.contains(&GreenVerb::Cite) {
            true => self.green_ties(&permit, &loaded).await?,
            false => Vec::new(),
        };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, GREEN.code, Some(loaded.row.id), format!("read {side}")), self.now()).await?;
        tx.commit().await?;
        let channel = loaded.channel;
        let owner = channel.owed().map(|(_, open)| open.owner.account);
        let support = channel.plan().map(|plan| plan.support);
        let hospital = self.green_referral(channel.referral()).await?.and_then(|row| row.receiver_name);
        let words = side != GreenSide::Hospital;
        let entries = loaded.entries.into_iter().map(|(row, entry)| EntryView {
            at: row.at,
            by: row.name,
            note: entry.note.filter(|_| words),
            step: entry.step,
        });
        Ok(GreenView {
            entries: entries.collect(),
            place: self.place_name(&loaded.row.place).await?,
            lead: self.holder(channel.school().account).await?,
            hospital,
            owner: self.named_holder(owner).await?,
            support: self.named_holder(support).await?,
            referral: channel.referral(),
            verbs,
            team,
            ties,
            side,
            step: self.new_referral_ids().1,
            row: loaded.row,
            channel,
        })
    }

    async fn named_holder(&self, account: Option<AccountId>) -> Result<Option<String>> {
        match account {
            Some(account) => Ok(Some(self.holder(account).await?)),
            None => Ok(None),
        }
    }

    /// The referrals about the pupil that went out from the school or a place above it, to a desk, and are on their way or were accepted.
    pub(super) async fn green_ties(&self, permit: &Permit<act::RunGreenChannel>, loaded: &LoadedGreen) -> Result<Vec<Tie>> {
        let rows = self.inner.db.referrals_of(permit).await?;
        let here = &loaded.row.place;
        let fits = rows.into_iter().filter(|row| {
            let open = row.state.ended_at.is_none() && row.state.state != "returned";
            let near = here.covers(&row.from_place) || row.from_place.covers(here);
            let is_tied = loaded.channel.referral() == Some(row.id)
                && loaded.channel.hospital().is_some_and(|at| at.account == row.state.to);
            row.kind == "refer" && open && near && !is_tied
        });
        let tie = |row: xinqiao_store::referrals::ReferralRow| {
            let receiver = row.receiver_name?;
            Some(Tie { id: row.id, receiver, sent_at: row.sent_at, state: row.state.state })
        };
        Ok(fits.filter_map(tie).collect())
    }
}
