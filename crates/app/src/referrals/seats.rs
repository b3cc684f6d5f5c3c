//! Where somebody sits at a referral: with the sender, at the receiving desk, or above one of them with something owed.

use xinqiao_access::{Permit, Resource, act};
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_referrals::{ReceiverId, ReferralId, Side, Sight};
use xinqiao_store::referrals::{ReferralRow, SightRow};

use crate::{App, AppError, Caller, Result};

/// Somebody at a referral.
pub(super) struct Seat {
    pub side: Side,
    pub sight: Sight,
    pub permit: Permit<act::ReadReferral>,
}

/// The record as access decides about it, from the sender's side: the place from which it was sent.
pub(super) fn sender_resource(row: &ReferralRow, owner: AccountId) -> Resource {
    Resource::at(row.from_place.clone()).of(row.person).owned_by(owner)
}

/// The same from the receiver's side: the place of the desk, with who answers for it.
pub(super) fn receiver_resource(row: &ReferralRow, place: &PlacePath, team: Vec<AccountId>) -> Resource {
    Resource::at(place.clone()).of(row.person).with_team(team)
}

impl App {
    /// The desks for which somebody answers.
    pub(super) async fn own_desks(&self, caller: &Caller) -> Result<Vec<ReceiverId>> {
        Ok(self.inner.db.desks_of(caller.account()).await?.into_iter().map(|desk| desk.id).collect())
    }

    /// Where the caller sits, with the permit to read. Sides are tried in the order receiver, sender, whoever leads the sender.
    ///
    /// Errors: `NotFound` for everybody else.
    pub(super) async fn seat(&self, caller: &Caller, id: ReferralId) -> Result<(ReferralRow, Seat)> {
        // a role without the action is refused before anything is looked up
        self.listing(caller, self.staff_scope::<act::ReadReferral>(caller)).await?;
        let row = self.inner.db.referral_place(id).await?.ok_or(AppError::NotFound)?;
        let (me, sights) = (caller.account(), self.inner.db.sights_of(id).await?);
        let is_sender = me == row.from;
        let desks = if is_sender { Vec::new() } else { self.own_desks(caller).await? };
        let sees = sight_of(&sights, me, &desks);
        if let Some(sight) = sees.filter(|_| !is_sender) {
            let at = receiver_resource(&row, &row.state.to_place, vec![me]);
            if let Ok(permit) = self.quiet_permit::<act::ReadReferral>(caller, &at) {
                return Ok((row, Seat { side: Side::Receiver, sight, permit }));
            }
        }
        let owes = row.state.step_owner == Some(me);
        if owes && matches!(row.state.state.as_str(), "accepted" | "begun") {
            // the step of a desk went up to somebody who stands above it
            let at = receiver_resource(&row, &row.state.to_place, vec![me]);
            let permit = self.staff_permit::<act::ReadReferral>(caller, &at).await?;
            return Ok((row, Seat { side: Side::Receiver, sight: Sight::Packet, permit }));
        }
        let owner = if owes { me } else { row.from };
        let permit = self.staff_permit::<act::ReadReferral>(caller, &sender_resource(&row, owner)).await?;
        let sight = sights.iter().find(|known| known.account == row.from).map_or(Sight::Whole, |known| known.sight);
        Ok((row, Seat { side: Side::Sender, sight, permit }))
    }
}

/// What an account sees on the receiver's side: by itself or with a desk for which it answers.
fn sight_of(sights: &[SightRow], account: AccountId, desks: &[ReceiverId]) -> Option<Sight> {
    let mine = |row: &&SightRow| row.account == account || row.receiver.is_some_and(|desk| desks.contains(&desk));
    sights.iter().filter(mine).map(|row| row.sight).max()
}
