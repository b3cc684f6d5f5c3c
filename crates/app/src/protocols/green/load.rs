//! Loading a green channel, and on which side of it somebody stands.

use std::collections::BTreeSet;

use xinqiao_access::{Action, Permit, Resource, Role, act, rules};
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_referrals::green_channel::{GreenChannel, Stage, Step};
use xinqiao_referrals::{ChannelId, Entry, ReferralId};
use xinqiao_store::referrals::{ProtocolRow, ReferralRow, StepRow};

use crate::protocols::kept::{GREEN, Standing, entries};
use crate::referrals::damaged;
use crate::warnings::Candidate;
use crate::{App, AppError, Caller, Result};

closed_list! {
    /// Where somebody stands at a green channel.
    GreenSide: "side of a green channel" {
        /// The school's crisis team: the counsellors of the school, and whoever was there when it met.
        School = "school",
        /// The desk of the hospital to which the referral went.
        Hospital = "hospital",
        /// Whoever is on duty above one of them, because a time was missed.
        Above = "above",
    }
}

/// A green channel as it is kept.
pub(in crate::protocols) struct LoadedGreen {
    pub row: ProtocolRow,
    pub channel: GreenChannel,
    pub entries: Vec<(StepRow, Entry<Step>)>,
}

impl LoadedGreen {
    /// Everybody of the school who was there when the team met, whom the plan names, and who leads.
    pub(in crate::protocols) fn of_school(&self) -> BTreeSet<AccountId> {
        let mut found = BTreeSet::from([self.channel.school().account]);
        for (_, entry) in &self.entries {
            if let Step::Met { present, .. } = &entry.step {
                found.extend(present);
            }
        }
        found.extend(self.channel.plan().map(|plan| plan.support));
        found
    }
}

/// Folds rows. Errors: `NotFound` after erasure, `Broken` for a damaged history.
pub(in crate::protocols) fn folded(row: ProtocolRow, rows: Vec<StepRow>) -> Result<LoadedGreen> {
    let entries = entries(rows)?;
    let channel = GreenChannel::replay(entries.iter().map(|(_, entry)| entry))
        .map_err(|fault| damaged("the history of a green channel is damaged", fault))?;
    Ok(LoadedGreen { row, channel, entries })
}

/// What stands, with those who work on it; whoever owes the stage is always among them.
pub(in crate::protocols) fn green_standing(channel: &GreenChannel, mut workers: BTreeSet<AccountId>) -> Standing {
    let owed: Vec<_> =
        channel.owed().map(|(stage, open)| (open.owner.account, stage.code().to_owned(), open.due_at)).into_iter().collect();
    workers.extend(owed.iter().map(|(account, ..)| *account));
    Standing { referral: channel.referral(), owed, workers }
}

impl App {
    /// A green channel and where the caller stands at it. Sides are tried in the order school, hospital, above.
    ///
    /// Errors: `NotFound` for everybody else, `Denied` for a role without the action.
    pub(super) async fn green_seat(
        &self,
        caller: &Caller,
        id: ChannelId,
    ) -> Result<(LoadedGreen, GreenSide, Permit<act::RunGreenChannel>)> {
        // a role without the action is refused before anything is looked up
        self.listing(caller, self.staff_scope::<act::RunGreenChannel>(caller)).await?;
        let row = self.inner.db.protocol_place(id.uuid()).await?;
        let row = row.filter(|row| row.kind == GREEN.code).ok_or(AppError::NotFound)?;
        let at = Resource::at(row.place.clone()).of(row.person);
        let (permit, is_team) = match self.quiet_permit::<act::RunGreenChannel>(caller, &at) {
            Ok(permit) => (permit, true),
            Err(_) => {
                let works = self.inner.db.protocol_workers(row.id).await?.contains(&caller.account());
                let permit = self.worker_permit::<act::RunGreenChannel>(caller, row.person).filter(|_| works);
                match permit {
                    Some(permit) => (permit, false),
                    None => (self.staff_permit::<act::RunGreenChannel>(caller, &at).await?, false),
                }
            }
        };
        let rows = self.inner.db.protocol_steps(&permit, &row).await?;
        let loaded = folded(row, rows)?;
        let side = if is_team || (permit.role() != Role::DutyOfficer && loaded.of_school().contains(&caller.account())) {
            GreenSide::School
        } else if self.hospital_accounts(loaded.channel.referral()).await?.contains(&caller.account()) {
            GreenSide::Hospital
        } else {
            GreenSide::Above
        };
        Ok((loaded, side, permit))
    }

    /// Those of a school, and those above it, who may sit in its crisis team: nobody is put at a table that stays closed to them.
    pub(super) async fn green_team(&self, school: &PlacePath) -> Result<Vec<Candidate>> {
        let mut team = self.candidates(school, self.now()).await?;
        team.retain(|one| rules(one.role).any(|rule| rule.action == Action::RunGreenChannel));
        Ok(team)
    }

    /// The accounts that answer at the hospital for a referral: those of its desk.
    pub(super) async fn hospital_accounts(&self, referral: Option<ReferralId>) -> Result<BTreeSet<AccountId>> {
        let Some(row) = self.green_referral(referral).await? else { return Ok(BTreeSet::new()) };
        let mut found = BTreeSet::from([row.state.to]);
        if let Some(desk) = row.state.receiver {
            found.extend(self.inner.db.receiver_members(desk).await?.into_iter().map(|member| member.account));
        }
        Ok(found)
    }

    /// The referral that is tied to a channel.
    pub(super) async fn green_referral(&self, referral: Option<ReferralId>) -> Result<Option<ReferralRow>> {
        match referral {
            Some(id) => Ok(self.inner.db.referral_place(id).await?),
            None => Ok(None),
        }
    }

    /// What stands, with both sides and whoever owes the stage above them.
    pub(in crate::protocols) async fn green_standing_of(&self, loaded: &LoadedGreen) -> Result<Standing> {
        Ok(green_standing(&loaded.channel, self.green_sides(loaded).await?))
    }

    /// Everybody of both sides.
    pub(in crate::protocols) async fn green_sides(&self, loaded: &LoadedGreen) -> Result<BTreeSet<AccountId>> {
        let mut workers = loaded.of_school();
        workers.extend(self.hospital_accounts(loaded.channel.referral()).await?);
        Ok(workers)
    }
}

/// Is a stage the hospital's, once a referral is tied?
pub(super) const fn is_hospitals(stage: Stage, is_tied: bool) -> bool {
    match stage {
        Stage::Slot => is_tied,
        Stage::Treatment | Stage::Feedback => true,
        Stage::Team | Stage::Parents | Stage::Plan | Stage::Review => false,
    }
}
