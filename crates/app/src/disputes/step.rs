//! The verbs on a dispute that is open. Each checks the caller's right, lets the pure crate decide, and saves.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use xinqiao_access::act;
use xinqiao_disputes::dispute::{self, Agreement, Decision, Party, PartyNo, Session, Step};
use xinqiao_disputes::{Act as Doing, Changed, Danger, Dispute, Guidance, NoticeDraft, Owner, Seen, Settlement, Stage, StepId};
use xinqiao_kernel::id::{AccountId, DisputeId, PersonId};

use super::fold::{Loaded, people, refused, resource, state_of, step_row, written};
use super::register::{LONGEST, MOST_PARTIES, code};
use crate::intake::{Concern, Described, Whom};
use crate::warnings::Candidate;
use crate::{App, AppError, Caller, Result};

/// The kind of source of what is noticed in a mediation (pack sources).
const SOURCE: &str = "dispute";

/// What somebody did with a dispute, as a form sends it. Codes are those of the pack.
#[derive(Debug, Clone)]
pub enum DisputeInput {
    AddPerson(PersonId),
    AddOutside(String),
    AddProblem(String),
    /// the n-th of the problem list, from 0
    Resolve(usize),
    /// a session: for each party what became of the offer of guidance
    Mediate {
        on: Date,
        guidance: BTreeMap<PartyNo, Guidance>,
    },
    /// to the joint group; the note says why
    JointGroup {
        departments: Vec<String>,
        owner: AccountId,
    },
    /// the joint group decided; the note says what
    Decide(Decision),
    Settle {
        settlement: Settlement,
        agreement: Option<Agreement>,
    },
    /// a look during the watch
    Look {
        seen: BTreeSet<Seen>,
        offered: Vec<String>,
    },
    /// it broke out again; the note says how
    Reopen,
    /// a danger was seen: the duty desk gets a signal with the words of the note
    Notice {
        party: PartyNo,
        danger: Danger,
    },
    HandOver {
        to: AccountId,
    },
}

/// A step with what every form carries.
#[derive(Debug, Clone)]
pub struct DisputeStep {
    /// made when the form was shown: the same form sent twice changes nothing the second time
    pub id: StepId,
    pub note: Option<String>,
    pub input: DisputeInput,
}

type Change = Changed<Dispute, Step>;

impl App {
    /// Does a step. Doing it twice with the same id is harmless.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` when it is not its turn or something is missing,
    /// `Invalid` on `note`, `owner` or `choice`.
    pub async fn dispute_step(&self, caller: &Caller, id: DisputeId, step: &DisputeStep) -> Result<()> {
        let row = self.inner.db.dispute_place(id).await?.ok_or(AppError::NotFound)?;
        let read = self.staff_permit::<act::ReadDispute>(caller, &resource(&row)).await?;
        let permit = self.staff_permit::<act::WorkOnDispute>(caller, &resource(&row)).await?;
        let loaded = self.load_dispute(&read, id).await?;
        if loaded.dispute.knows(step.id) {
            return Ok(());
        }
        let long = step.note.as_deref().map_or(0, |note| note.chars().count());
        if LONGEST < long {
            return Err(AppError::field("note", "fault-dispute-long", long.to_string()));
        }
        if matches!(step.input, DisputeInput::AddPerson(_) | DisputeInput::AddOutside(_)) {
            let count = loaded.dispute.parties().len();
            if MOST_PARTIES <= count {
                return Err(AppError::field("choice", "fault-dispute-parties", count.to_string()));
            }
        }
        if let DisputeInput::AddPerson(person) = &step.input {
            self.concerned(caller, *person).await?;
        }
        let candidates = self.mediators(&row.place, self.now()).await?;
        let act = self.doing(caller, step.id, step.note.as_deref());
        let (change, draft) = self.decided(&loaded.dispute, &act, &step.input, &candidates)?;
        if let Some(draft) = draft {
            // first the desk knows, then the history: the same form sent again finds the signal
            self.hand_to_the_desk(caller, (SOURCE, step.id), draft).await?;
        }
        let audit = self.dispute_audit(&permit, &change.now, change.entry.as_ref().map_or("again", |entry| entry.step.word()));
        match self.save_dispute_step(&loaded, &change, Some(caller.account()), &audit).await {
            Err(AppError::Conflict { .. }) if self.load_dispute(&read, id).await?.dispute.knows(step.id) => Ok(()),
            other => other,
        }
    }

    fn decided(
        &self,
        now: &Dispute,
        act: &Doing,
        input: &DisputeInput,
        candidates: &[Candidate],
    ) -> Result<(Change, Option<NoticeDraft>)> {
        let time = self.dispute_times()?;
        let codes = |list: &[String]| list.iter().map(|text| code("choice", text)).collect::<Result<BTreeSet<_>>>();
        let change = match input {
            DisputeInput::AddPerson(person) => dispute::add_party(now, act, Party::Person(*person), &time),
            DisputeInput::AddOutside(text) => dispute::add_party(now, act, Party::Outside(code("choice", text)?), &time),
            DisputeInput::AddProblem(text) => dispute::add_problem(now, act, code("choice", text)?, &time),
            DisputeInput::Resolve(problem) => dispute::resolve(now, act, *problem),
            DisputeInput::Mediate { on, guidance } => {
                if self.day(act.at) < *on {
                    return Err(AppError::field("on", "fault-dispute-day", on.to_string()));
                }
                dispute::mediate(now, act, Session { on: *on, guidance: guidance.clone() }, &time)
            }
            DisputeInput::JointGroup { departments, owner } => {
                dispute::to_joint_group(now, act, codes(departments)?, named(candidates, *owner)?, &time)
            }
            DisputeInput::Decide(decision) => dispute::decide(now, act, *decision, &time),
            DisputeInput::Settle { settlement, agreement } => dispute::settle(now, act, *settlement, agreement.clone(), &time),
            DisputeInput::Look { seen, offered } => dispute::look(now, act, seen.clone(), codes(offered)?, &time),
            DisputeInput::Reopen => dispute::reopen(now, act, &time),
            DisputeInput::Notice { party, danger } => {
                let (change, draft) = dispute::notice(now, act, *party, *danger).map_err(refused)?;
                return Ok((change, Some(draft)));
            }
            DisputeInput::HandOver { to } => dispute::hand_over(now, act, named(candidates, *to)?),
        };
        Ok((change.map_err(refused)?, None))
    }

    /// Raises the signal of a danger, with the very words; the desk reads nothing of a dispute's parties and problems,
    /// nor of a petition.
    pub(crate) async fn hand_to_the_desk(
        &self,
        caller: &Caller,
        (source, step): (&str, StepId),
        draft: NoticeDraft,
    ) -> Result<()> {
        let dangers = &self.rules_of_disputes()?.raw().dangers;
        let observation = dangers.iter().find(|known| known.danger == draft.danger).and_then(|known| known.observation.clone());
        let whom = match draft.person {
            Some(person) => Whom::Person(person),
            None => Whom::Described(Described { place: Some(draft.place), ..Described::default() }),
        };
        let concern = Concern {
            source: source.to_owned(),
            whom,
            noticed_at: draft.seen_at,
            observations: observation.into_iter().map(String::from).collect(),
            words: Some(draft.words),
            told_by: None,
            reference: format!("{source}-{step}"),
        };
        self.report_concern(caller, &concern).await.map(|_| ())
    }

    /// Saves a change of a loaded dispute, with messages and audit rows; nothing is written for a step that is known already.
    pub(super) async fn save_dispute_step(
        &self,
        before: &Loaded,
        change: &Change,
        by: Option<AccountId>,
        audit: &[xinqiao_store::audit::NewAudit],
    ) -> Result<()> {
        let Some(entry) = &change.entry else { return Ok(()) };
        let now = self.now();
        let from = before.row.state.version;
        let stage = change.now.stage();
        let people = people(&change.now);
        let state = state_of(&change.now, from + 1, now);
        let mut tx = self.inner.db.begin().await?;
        tx.save_dispute(before.row.id, from, &state, (&people, &step_row(entry, from + 1, stage)?), now).await?;
        if let Step::PartyAdded { party: Party::Person(person) } = &entry.step {
            tx.add_dispute_party(before.row.id, *person, now).await?;
        }
        if stage == Stage::Closed {
            // what looks saw is gone with the end of the watch
            for past in &before.entries {
                if let Step::Looked { seen, .. } = &past.step
                    && !seen.is_empty()
                {
                    tx.rewrite_dispute_step(past.id, &written(&past.step.unseen())?).await?;
                }
            }
        }
        self.tell_of_dispute(&mut tx, (&before.row.number, from + 1), &change.now, (entry.step.word(), entry.id), by).await?;
        for row in audit {
            tx.audit(row, now).await?;
        }
        Ok(tx.commit().await?)
    }
}

fn named(candidates: &[Candidate], account: AccountId) -> Result<Owner> {
    let found = candidates.iter().find(|one| one.account == account);
    let found = found.map(|one| Owner { account: one.account, place: one.place.clone() });
    found.ok_or_else(|| AppError::field("owner", "fault-dispute-owner", account.to_string()))
}
