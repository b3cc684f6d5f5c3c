//! What each side does with a green channel.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::event::Act;
use xinqiao_referrals::green_channel::{
    GreenChannel, PlanDraft, Review, Stage, Step, Treatment, agree_to_leave_out, ask_to_leave_out, cite, feed_back, give_slot,
    inform_parents, lead, meet, plan_return, review, stop, treat,
};
use xinqiao_referrals::{ChannelId, Code, Entry, ReferralId, StepId};

use super::load::{GreenSide, LoadedGreen, folded, green_standing, is_hospitals};
use crate::audit::done;
use crate::protocols::kept::{GREEN, fresh};
use crate::referrals::refused;
use crate::{App, AppError, Caller, Result};

/// What somebody does.
#[derive(Debug, Clone)]
pub enum GreenMove {
    /// the crisis team met; who was there
    Meet {
        present: BTreeSet<AccountId>,
    },
    Inform,
    /// parents should not be told; the note says why
    AskLeaveOut {
        reason: Code,
    },
    AgreeLeaveOut,
    /// ties the referral to the hospital
    Cite {
        referral: ReferralId,
    },
    /// takes the lead for the school
    Lead,
    Slot {
        at: Timestamp,
    },
    Treat {
        state: Treatment,
    },
    /// takes over the result of the referral
    FeedBack,
    Plan(PlanDraft),
    Review {
        review: Review,
    },
    /// ends it before its end; the note says why
    Stop,
}

closed_list! {
    /// Something that may be done now, as addresses name it.
    GreenVerb: "verb of a green channel" {
        /// The team met.
        Meet = "meet",
        /// Parents were told.
        Inform = "inform",
        /// Parents should not be told.
        AskLeaveOut = "leave-out",
        /// A second person agrees.
        AgreeLeaveOut = "agree",
        /// The referral to the hospital.
        Cite = "cite",
        /// The slot.
        Slot = "slot",
        /// Whether there is a treatment.
        Treat = "treat",
        /// The result of the referral.
        FeedBack = "feed-back",
        /// The return plan.
        Plan = "plan",
        /// How the return went.
        Review = "review",
        /// Another lead.
        Lead = "lead",
        /// Before its end.
        Stop = "stop",
    }
}

/// A move with what every form carries.
#[derive(Debug, Clone)]
pub struct GreenStep {
    /// idempotency id: the same form sent twice changes nothing the second time
    pub id: StepId,
    pub note: Option<String>,
    pub step: GreenMove,
}

impl GreenMove {
    const fn verb(&self) -> GreenVerb {
        match self {
            Self::Meet { .. } => GreenVerb::Meet,
            Self::Inform => GreenVerb::Inform,
            Self::AskLeaveOut { .. } => GreenVerb::AskLeaveOut,
            Self::AgreeLeaveOut => GreenVerb::AgreeLeaveOut,
            Self::Cite { .. } => GreenVerb::Cite,
            Self::Lead => GreenVerb::Lead,
            Self::Slot { .. } => GreenVerb::Slot,
            Self::Treat { .. } => GreenVerb::Treat,
            Self::FeedBack => GreenVerb::FeedBack,
            Self::Plan(_) => GreenVerb::Plan,
            Self::Review { .. } => GreenVerb::Review,
            Self::Stop => GreenVerb::Stop,
        }
    }
}

impl GreenVerb {
    const fn is_hospitals(self) -> bool {
        matches!(self, Self::Slot | Self::Treat | Self::FeedBack)
    }

    /// What a channel asks for, whoever does it.
    fn of(channel: &GreenChannel) -> Vec<Self> {
        let Some((stage, _)) = channel.owed() else { return Vec::new() };
        let mut verbs = match stage {
            Stage::Team => vec![Self::Meet],
            Stage::Parents if channel.leave_out_asked().is_some() => vec![Self::AgreeLeaveOut, Self::Inform, Self::AskLeaveOut],
            Stage::Parents => vec![Self::Inform, Self::AskLeaveOut],
            Stage::Slot if channel.referral().is_some() => vec![Self::Slot, Self::Cite],
            Stage::Slot => vec![Self::Cite],
            Stage::Treatment => vec![Self::Treat],
            Stage::Feedback => vec![Self::FeedBack, Self::Treat],
            Stage::Plan => vec![Self::Plan],
            Stage::Review => vec![Self::Review, Self::Plan],
        };
        let left_out = matches!(channel.parents(), Some(xinqiao_referrals::green_channel::Parents::LeftOut { .. }));
        if left_out {
            verbs.push(Self::Inform);
        }
        verbs.extend([Self::Lead, Self::Stop]);
        verbs
    }

    /// What somebody of a side may do now.
    pub(super) fn for_side(channel: &GreenChannel, side: GreenSide, me: AccountId) -> Vec<Self> {
        let owed = channel.owed();
        let stage_is_hospitals = owed.is_some_and(|(stage, _)| is_hospitals(stage, channel.referral().is_some()));
        let owes = owed.is_some_and(|(_, open)| open.owner.account == me);
        let may = |verb: &Self| match side {
            GreenSide::School => match verb {
                Self::Lead => channel.school().account != me,
                // nobody agrees to what they asked for
                Self::AgreeLeaveOut => channel.leave_out_asked().is_some_and(|asked| asked.by != me),
                _ => !verb.is_hospitals(),
            },
            GreenSide::Hospital => verb.is_hospitals(),
            // whoever is on duty above the school acts in its place for the stage that went up, and leads nothing
            GreenSide::Above => {
                let stands_in = owes && !stage_is_hospitals;
                let agrees = *verb != Self::AgreeLeaveOut || channel.leave_out_asked().is_some_and(|asked| asked.by != me);
                stands_in && agrees && !verb.is_hospitals() && *verb != Self::Lead
            }
        };
        Self::of(channel).into_iter().filter(may).collect()
    }
}

impl App {
    /// Does a move. Doing it twice with the same id is harmless.
    ///
    /// Errors: `NotFound` for who has nothing to do with it, `Denied` for the other side, `Conflict` when it is past that step, for what is missing before
    /// it (`referral_missing`), `same_person`; `Invalid` on `present`, `choice`, `referral`, `at`, `note`.
    pub async fn green_step(&self, caller: &Caller, id: ChannelId, input: &GreenStep) -> Result<()> {
        let (loaded, side, permit) = self.green_seat(caller, id).await?;
        if loaded.channel.knows(input.id) {
            return Ok(());
        }
        let offered = GreenVerb::for_side(&loaded.channel, side, caller.account());
        let verb = input.step.verb();
        if !offered.contains(&verb) {
            let is_others = verb.is_hospitals() != (side == GreenSide::Hospital);
            return Err(match is_others {
                true => AppError::Denied(xinqiao_access::Refusal::OutsideScope),
                false if verb == GreenVerb::AgreeLeaveOut && loaded.channel.leave_out_asked().is_some() => {
                    AppError::conflict("same_person")
                }
                false => AppError::conflict("referral_out_of_turn"),
            });
        }
        let saved = self.green_move(caller, &loaded, &permit, input).await;
        if matches!(saved, Err(AppError::Conflict { .. })) {
            // the same form, sent twice at the same moment: the other one was saved
            let rows = self.inner.db.protocol_steps_for_sweep(loaded.row.id).await?;
            if folded(loaded.row, rows)?.channel.knows(input.id) {
                return Ok(());
            }
        }
        saved
    }

    async fn green_move(
        &self,
        caller: &Caller,
        loaded: &LoadedGreen,
        permit: &Permit<act::RunGreenChannel>,
        input: &GreenStep,
    ) -> Result<()> {
        let (channel, time) = (&loaded.channel, self.referral_time()?);
        let act = Act { id: input.id, at: self.now(), by: caller.account(), note: input.note.clone() };
        let change = match &input.step {
            GreenMove::Meet { present } => {
                self.of_school_team(loaded, present).await?;
                if present.len() < 2 {
                    return Err(AppError::field("present", "fault-green-two", ""));
                }
                meet(channel, &act, present.clone(), &time)
            }
            GreenMove::Inform => inform_parents(channel, &act, &time),
            GreenMove::AskLeaveOut { reason } => {
                let report = self.inner.db.report_about(channel.person()).await?;
                let offered = time.rules.raw().green_channel.not_told.iter().find(|one| one.code == *reason);
                if offered.is_some_and(|one| one.needs_report) && report.is_none() {
                    return Err(AppError::field("choice", "fault-green-report", ""));
                }
                ask_to_leave_out(channel, &act, reason.clone(), report, &time)
            }
            GreenMove::AgreeLeaveOut => agree_to_leave_out(channel, &act, &time),
            GreenMove::Cite { referral } => {
                let unfit = || AppError::field("referral", "fault-green-referral", "");
                let offered = self.green_ties(permit, loaded).await?;
                offered.iter().find(|tie| tie.id == *referral).ok_or_else(unfit)?;
                let (_, referral) = self.referral_of_program(*referral).await?;
                cite(channel, &act, &referral)
            }
            GreenMove::Lead => lead(channel, &act, self.seat_place(caller, permit)),
            GreenMove::Slot { at } => give_slot(channel, &act, &self.tied(channel).await?, *at, &time),
            GreenMove::Treat { state } => treat(channel, &act, *state, &time),
            GreenMove::FeedBack => feed_back(channel, &act, &self.tied(channel).await?, &time),
            GreenMove::Plan(draft) => {
                if let Some(support) = draft.support {
                    let team = self.green_team(&loaded.row.place).await?;
                    let here = team.iter().any(|one| one.account == support && one.place == loaded.row.place);
                    if !here {
                        return Err(AppError::field("support", "fault-green-support", ""));
                    }
                }
                if let Some(missing) = draft.missing().first() {
                    return Err(AppError::field("plan", "fault-green-plan", missing.code()));
                }
                plan_return(channel, &act, draft, &time)
            }
            GreenMove::Review { review: how } => review(channel, &act, *how, &time),
            GreenMove::Stop => stop(channel, &act),
        };
        let change = change.map_err(refused)?;
        let Some(entry) = change.entry else { return Ok(()) };
        self.keep_green(permit, loaded, change.now, entry).await
    }

    async fn keep_green(
        &self,
        permit: &Permit<act::RunGreenChannel>,
        loaded: &LoadedGreen,
        now: GreenChannel,
        entry: Entry<Step>,
    ) -> Result<()> {
        let before = self.green_standing_of(loaded).await?;
        // whoever was on duty above owes it no longer, or is named as the owner again
        let mut workers = loaded.of_school();
        if let Step::Met { present, .. } = &entry.step {
            workers.extend(present);
        }
        workers.extend(self.hospital_accounts(now.referral()).await?);
        workers.extend([now.school().account]);
        workers.extend(now.plan().map(|plan| plan.support));
        let step = fresh(&entry, entry.step.word(), loaded.row.entries + 1, green_standing(&now, workers))?;
        let audit = done(self, permit, GREEN.code, Some(loaded.row.id), entry.step.word());
        self.keep_protocol(GREEN, &loaded.row, (&before, &step), &audit).await
    }

    /// The referral that is tied. Errors: `Conflict` where none is.
    async fn tied(&self, channel: &GreenChannel) -> Result<xinqiao_referrals::Referral> {
        let id = channel.referral().ok_or_else(|| AppError::conflict("referral_missing"))?;
        Ok(self.referral_of_program(id).await?.1)
    }

    /// Are these all people of the school, or who are on duty for it? Errors: `Invalid` on `present`.
    async fn of_school_team(&self, loaded: &LoadedGreen, present: &BTreeSet<AccountId>) -> Result<()> {
        let team = self.green_team(&loaded.row.place).await?;
        let all = present.iter().all(|account| team.iter().any(|one| one.account == *account));
        if all { Ok(()) } else { Err(AppError::field("present", "fault-green-present", "")) }
    }
}
