//! What people do with an aid file.

use xinqiao_access::{Action, Permit, act};
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::event::Act;
use xinqiao_referrals::victim_aid::{
    Answer, Further, Inquiry, Owing, Step, VictimAid, What, agree_waiver, answer_further, approve_further, ask_further,
    ask_waiver, assign, do_step, inquire, keep, name, offer, refuse_further, unname,
};
use xinqiao_referrals::{AidId, Changed, Code, Owner, StepId};

use super::load::{LoadedAid, aid_standing, folded, sealed};
use crate::protocols::kept::{AID, fresh};
use crate::referrals::refused;
use crate::{App, AppError, Caller, Result};

/// What somebody does.
#[derive(Debug, Clone)]
pub enum AidMove {
    /// a step was done; the report is the latest about the person
    Done {
        step: Step,
    },
    Inquire(Inquiry),
    /// to the account of a login
    Assign {
        step: Step,
        login: String,
    },
    /// a step should be left out; the note says why
    AskWaiver {
        step: Step,
        reason: Code,
    },
    AgreeWaiver {
        step: Step,
    },
    /// the child should be asked again; the note says what and why
    AskFurther,
    ApproveFurther,
    RefuseFurther,
    AnswerFurther {
        reference: String,
    },
    Service {
        service: Code,
        answer: Answer,
    },
    Name {
        login: String,
    },
    Unname {
        account: AccountId,
    },
    /// hands the file to the account of a login
    Keep {
        login: String,
    },
    /// takes the file over from a keeper who has left
    TakeOver,
}

closed_list! {
    /// Something that may be done now, as addresses name it.
    AidVerb: "verb of an aid file" {
        /// A step was done.
        Done = "done",
        /// The one inquiry.
        Inquire = "inquire",
        /// Another owner of a step.
        Assign = "assign",
        /// A step should be left out.
        AskWaiver = "leave-out",
        /// A second person agrees.
        AgreeWaiver = "agree",
        /// The child should be asked again.
        AskFurther = "ask-further",
        /// Somebody else approves.
        ApproveFurther = "approve",
        /// Not approved, or not put after all.
        RefuseFurther = "refuse",
        /// The approved question was put.
        AnswerFurther = "answer",
        /// A service on the side.
        Service = "service",
        /// Who may open the file.
        Name = "name",
        /// Who may no longer.
        Unname = "unname",
        /// Another keeper.
        Keep = "keep",
        /// A keeper who has left.
        TakeOver = "take-over",
    }
}

/// A move with what every form carries.
#[derive(Debug, Clone)]
pub struct AidStep {
    /// idempotency id: the same form sent twice changes nothing the second time
    pub id: StepId,
    pub note: Option<String>,
    pub step: AidMove,
}

impl AidMove {
    const fn verb(&self) -> AidVerb {
        match self {
            Self::Done { .. } => AidVerb::Done,
            Self::Inquire(_) => AidVerb::Inquire,
            Self::Assign { .. } => AidVerb::Assign,
            Self::AskWaiver { .. } => AidVerb::AskWaiver,
            Self::AgreeWaiver { .. } => AidVerb::AgreeWaiver,
            Self::AskFurther => AidVerb::AskFurther,
            Self::ApproveFurther => AidVerb::ApproveFurther,
            Self::RefuseFurther => AidVerb::RefuseFurther,
            Self::AnswerFurther { .. } => AidVerb::AnswerFurther,
            Self::Service { .. } => AidVerb::Service,
            Self::Name { .. } => AidVerb::Name,
            Self::Unname { .. } => AidVerb::Unname,
            Self::Keep { .. } => AidVerb::Keep,
            Self::TakeOver => AidVerb::TakeOver,
        }
    }

    /// The step that it is about.
    const fn about(&self) -> Option<Step> {
        match self {
            Self::Done { step } | Self::Assign { step, .. } | Self::AskWaiver { step, .. } | Self::AgreeWaiver { step } => {
                Some(*step)
            }
            Self::Inquire(_) => Some(Step::Inquiry),
            _ => None,
        }
    }
}

/// The steps that are open and on which somebody may act: all for whom the file names, the own ones for everybody else who works on it.
pub(super) fn steps_for(aid: &VictimAid, me: AccountId) -> Vec<Step> {
    let named = aid.named().contains(&me);
    let mine = aid.owing().into_iter().filter(|(_, open)| named || open.owner.account == me);
    let mut steps: Vec<Step> = mine
        .filter_map(|(owing, _)| match owing {
            Owing::Step(step) => Some(step),
            Owing::Further => None,
        })
        .collect();
    steps.sort_unstable();
    steps
}

/// What somebody may do now; `has_keeper`: can the keeper still act?
pub(super) fn verbs_for(aid: &VictimAid, me: AccountId, has_keeper: bool) -> Vec<AidVerb> {
    let (steps, named, keeps) = (steps_for(aid, me), aid.named().contains(&me), aid.keeper().account == me);
    let reported = aid.report().is_some();
    let can = |step: &Step| reported || !matches!(step, Step::Inquiry | Step::Examination | Step::Evidence);
    let agrees = |step: &Step| aid.waiver_asked(*step).is_some_and(|asked| asked.by != me);
    let owes_further = aid.further_question().is_some_and(|further| further.open().owner.account == me);
    let (asked, approved, asker) = match aid.further_question() {
        Some(Further::Asked { by, .. }) => (true, false, *by == me),
        Some(Further::Approved { asked_by, .. }) => (false, true, *asked_by == me),
        None => (false, false, false),
    };
    let may_ask = named && aid.was_asked() && aid.further_question().is_none();
    let offered = [
        (AidVerb::Done, steps.iter().any(|step| can(step) && *step != Step::Inquiry)),
        (AidVerb::Inquire, steps.contains(&Step::Inquiry) && reported),
        (AidVerb::AgreeWaiver, steps.iter().any(agrees)),
        (AidVerb::ApproveFurther, asked && !asker && (named || owes_further)),
        (AidVerb::AnswerFurther, approved && (asker || owes_further)),
        (AidVerb::RefuseFurther, (asked && !asker && (named || owes_further)) || (approved && (named || owes_further))),
        (AidVerb::TakeOver, !has_keeper && !keeps),
        (AidVerb::Service, named),
        (AidVerb::Assign, !steps.is_empty()),
        (AidVerb::AskWaiver, steps.iter().any(|step| *step != Step::Report)),
        (AidVerb::AskFurther, may_ask),
        (AidVerb::Name, keeps),
        (AidVerb::Unname, keeps && 1 < aid.named().len()),
        (AidVerb::Keep, keeps),
    ];
    offered.into_iter().filter(|(_, may)| *may).map(|(verb, _)| verb).collect()
}

impl App {
    /// Does a move. Doing it twice with the same id is harmless.
    ///
    /// Errors: `NotFound` for whom the file does not concern, `Denied` for what is not theirs, `Conflict` when it is past that step, before the report
    /// (`referral_missing`), done before (`referral_once`), `same_person`; `Invalid` on `step`, `choice`, `login`, `reference`, `note`.
    pub async fn aid_step(&self, caller: &Caller, id: AidId, input: &AidStep) -> Result<()> {
        let (loaded, permit) = self.aid_seat(caller, id).await?;
        if loaded.aid.knows(input.id) {
            return Ok(());
        }
        self.is_theirs(caller, &loaded, &input.step).await?;
        let saved = self.aid_move(caller, &loaded, &permit, input).await;
        if matches!(saved, Err(AppError::Conflict { .. })) {
            // the same form, sent twice at the same moment: the other one was saved
            let rows = self.inner.db.protocol_steps_for_sweep(loaded.row.id).await?;
            if folded(loaded.row, rows)?.aid.knows(input.id) {
                return Ok(());
            }
        }
        saved
    }

    /// Is a move the caller's to make? What the state does not allow, whoever makes it, is said by the rules.
    async fn is_theirs(&self, caller: &Caller, loaded: &LoadedAid, step: &AidMove) -> Result<()> {
        let (aid, me) = (&loaded.aid, caller.account());
        let not_theirs = || AppError::Denied(xinqiao_access::Refusal::OutsideScope);
        let named = aid.named().contains(&me);
        let owes = |wanted: Owing| aid.owing().iter().any(|(owing, open)| *owing == wanted && open.owner.account == me);
        let theirs = match step.verb() {
            AidVerb::Name | AidVerb::Unname | AidVerb::Keep => aid.keeper().account == me,
            AidVerb::TakeOver => !self.has_keeper(aid).await?,
            AidVerb::AskFurther | AidVerb::Service => named,
            AidVerb::ApproveFurther | AidVerb::RefuseFurther => named || owes(Owing::Further),
            AidVerb::AnswerFurther => match aid.further_question() {
                Some(Further::Approved { asked_by, .. }) => *asked_by == me || owes(Owing::Further),
                Some(Further::Asked { .. }) | None => named,
            },
            AidVerb::Done | AidVerb::Inquire | AidVerb::Assign | AidVerb::AskWaiver | AidVerb::AgreeWaiver => {
                named || step.about().is_some_and(|step| owes(Owing::Step(step)))
            }
        };
        if theirs { Ok(()) } else { Err(not_theirs()) }
    }

    /// Can the keeper still act?
    pub(super) async fn has_keeper(&self, aid: &VictimAid) -> Result<bool> {
        Ok(!self.has_left(aid.keeper().account, Action::WorkOnAid).await?)
    }

    async fn aid_move(
        &self,
        caller: &Caller,
        loaded: &LoadedAid,
        permit: &Permit<act::WorkOnAid>,
        input: &AidStep,
    ) -> Result<()> {
        let (aid, time) = (&loaded.aid, self.referral_time()?);
        let act = Act { id: input.id, at: self.now(), by: caller.account(), note: input.note.clone() };
        let change = match &input.step {
            AidMove::Done { step } => {
                let report = match step {
                    Step::Report => self.report_made(aid.person()).await?.map(|(id, _)| id),
                    _ => None,
                };
                if *step == Step::Report && report.is_none() {
                    return Err(AppError::field("step", "fault-aid-report", ""));
                }
                do_step(aid, &act, *step, report)
            }
            AidMove::Inquire(inquiry) => {
                referenced(&inquiry.reference)?;
                inquire(aid, &act, inquiry.clone())
            }
            AidMove::Assign { step, login } => assign(aid, &act, *step, self.working_account(login, Action::WorkOnAid).await?),
            AidMove::AskWaiver { step, reason } => ask_waiver(aid, &act, *step, reason.clone(), &time),
            AidMove::AgreeWaiver { step } => agree_waiver(aid, &act, *step),
            AidMove::AskFurther => ask_further(aid, &act, &time),
            AidMove::ApproveFurther => approve_further(aid, &act, &time),
            AidMove::RefuseFurther => refuse_further(aid, &act),
            AidMove::AnswerFurther { reference } => {
                referenced(reference)?;
                answer_further(aid, &act, reference.clone())
            }
            AidMove::Service { service, answer } => offer(aid, &act, service.clone(), *answer, &time),
            AidMove::Name { login } => name(aid, &act, self.working_account(login, Action::WorkOnAid).await?.account),
            AidMove::Unname { account } => unname(aid, &act, *account),
            AidMove::Keep { login } => keep(aid, &act, self.working_account(login, Action::WorkOnAid).await?),
            AidMove::TakeOver => keep(aid, &act, Owner { account: caller.account(), place: self.seat_place(caller, permit) }),
        };
        self.keep_aid(permit, loaded, change.map_err(refused)?).await
    }

    async fn keep_aid(
        &self,
        permit: &Permit<act::WorkOnAid>,
        loaded: &LoadedAid,
        change: Changed<VictimAid, What>,
    ) -> Result<()> {
        let Some(entry) = &change.entry else { return Ok(()) };
        let (before, after) = (aid_standing(&loaded.aid), aid_standing(&change.now));
        let step = fresh(entry, entry.step.word(), loaded.row.entries + 1, after)?;
        let audit = sealed(self, permit, Some(loaded.row.id), entry.step.word());
        self.keep_protocol(AID, &loaded.row, (&before, &step), &audit).await
    }
}

fn referenced(reference: &str) -> Result<()> {
    let sound = !reference.trim().is_empty() && reference.chars().count() <= 120;
    if sound { Ok(()) } else { Err(AppError::field("reference", "fault-aid-reference", "")) }
}
