//! One-stop aid 一站式救助 for a minor victim (requirements F-09, Z1-38): seven steps, asked once, a sealed file.
//!
//! - Each of the seven steps has an owner and a time until it is done, or left out with a reason to which a second person agreed. The steps of
//!   justice follow the report; support and aid wait for nothing. Whether all is done is derived, not clicked.
//! - **Asked once**: one inquiry, one record. Any further question needs a stated reason and the approval of somebody else.
//! - **Sealed**: what was said is read through [`read_file`] only, by named accounts, and each opening is an entry of the history.

mod file;
mod verbs;
mod what;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::{AccountId, DutyId, PersonId};

pub use file::{Contents, FileOpened, read_file};
pub use verbs::{
    Opening, agree_waiver, answer_further, approve_further, ask_further, ask_waiver, assign, do_step, inquire, keep, name, offer,
    open, refuse_further, silence, unname,
};
pub use what::{Inquiry, What};

use crate::entry::Entry;
use crate::{AidId, Code, Open, Owner, Refusal, StepId};

closed_list! {
    /// The seven steps, in the order of the source.
    Step: "step of one-stop aid" {
        /// 报案、报告: the mandatory report (crate `duties`).
        Report = "report",
        /// 司法询问: once.
        Inquiry = "inquiry",
        /// 人身检查
        Examination = "examination",
        /// 证据提取
        Evidence = "evidence",
        /// 心理疏导
        Counselling = "counselling",
        /// 康复治疗
        Rehabilitation = "rehabilitation",
        /// 其他救助
        OtherAid = "other_aid",
    }
}

closed_list! {
    /// What became of a service on the side that was offered.
    Answer: "answer to a service" {
        /// The victim, or the guardian, wants it.
        Accepted = "accepted",
        /// They do not; it is not asked again unless they ask.
        Declined = "declined",
        /// It took place.
        Done = "done",
    }
}

/// A wish to leave a step out that waits for somebody else to agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    pub reason: Code,
    pub by: AccountId,
}

/// Where a step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Somebody owes it.
    Open(Open),
    Done {
        at: Timestamp,
        by: AccountId,
    },
    Waived {
        reason: Code,
        by: AccountId,
        agreed_by: AccountId,
    },
}

/// A further question on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Further {
    /// The keeper owes a decision, which is not the asker's.
    Asked { by: AccountId, open: Open },
    /// Whoever asked may put it once.
    Approved { asked_by: AccountId, by: AccountId, open: Open },
}

impl Further {
    /// Who owes what comes next, by when.
    pub const fn open(&self) -> &Open {
        match self {
            Self::Asked { open, .. } | Self::Approved { open, .. } => open,
        }
    }

    const fn open_mut(&mut self) -> &mut Open {
        match self {
            Self::Asked { open, .. } | Self::Approved { open, .. } => open,
        }
    }
}

/// What is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "step", rename_all = "snake_case")]
pub enum Owing {
    Step(Step),
    /// A further question was asked or approved and neither refused nor answered.
    Further,
}

/// The aid for one victim: what its history made of it. What was said stands behind [`read_file`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VictimAid {
    id: AidId,
    person: PersonId,
    keeper: Owner,
    named: BTreeSet<AccountId>,
    steps: BTreeMap<Step, Progress>,
    waivers: BTreeMap<Step, Waiver>,
    report: Option<DutyId>,
    inquiry: Option<Inquiry>,
    further: Option<Further>,
    answers: Vec<String>,
    services: BTreeMap<Code, Answer>,
    openings: Vec<FileOpened>,
    last_at: Timestamp,
    silences: u32,
    applied: BTreeSet<StepId>,
}

impl VictimAid {
    /// Begins with its first entry. The keeper and the named accounts may open the file.
    ///
    /// Errors: [`Refusal::Beginning`], [`Refusal::Missing`] when a step has no time.
    pub fn begin(entry: &Entry<What>) -> Result<Self, Refusal> {
        let What::Opened { aid, person, keeper, named, due } = &entry.step else { return Err(Refusal::Beginning) };
        entry.account()?;
        if Step::ALL.iter().any(|step| !due.contains_key(step)) {
            return Err(Refusal::Missing);
        }
        let open = |at: &Timestamp| Progress::Open(Open::first(keeper.clone(), entry.at, *at));
        Ok(Self {
            id: *aid,
            person: *person,
            keeper: keeper.clone(),
            named: named.iter().copied().chain([keeper.account]).collect(),
            steps: due.iter().map(|(step, at)| (*step, open(at))).collect(),
            waivers: BTreeMap::new(),
            report: None,
            inquiry: None,
            further: None,
            answers: Vec::new(),
            services: BTreeMap::new(),
            openings: Vec::new(),
            last_at: entry.at,
            silences: 0,
            applied: BTreeSet::from([entry.id]),
        })
    }

    /// With one more entry; one whose id was applied before changes nothing.
    ///
    /// Errors: why it is not taken; nothing has changed.
    pub fn apply(&self, entry: &Entry<What>) -> Result<Self, Refusal> {
        if self.applied.contains(&entry.id) {
            return Ok(self.clone());
        }
        let mut next = self.clone();
        next.last_at = self.last_at.max(entry.at);
        match &entry.step {
            What::Opened { .. } => return Err(Refusal::Beginning),
            What::FileOpened => next.opened(entry)?,
            What::Named { account } => next.naming(entry, *account, true)?,
            What::Unnamed { account } => next.naming(entry, *account, false)?,
            What::Kept { keeper } => next.kept(entry, keeper)?,
            What::Silent { owing, missed, to, due_at } => next.silent(*owing, *missed, to.as_ref(), *due_at)?,
            other => next.working(entry, other)?,
        }
        next.applied.insert(entry.id);
        Ok(next)
    }

    fn working(&mut self, entry: &Entry<What>, what: &What) -> Result<(), Refusal> {
        let (by, at) = (entry.account()?, self.last_at);
        match what {
            What::Assigned { step, owner } => self.owed(*step)?.owner = owner.clone(),
            What::Done { step: Step::Report, report: None } => return Err(Refusal::Missing),
            // the inquiry has a record of its own
            What::Done { step: Step::Inquiry, .. } => return Err(Refusal::OutOfTurn),
            What::Done { step, report } => {
                self.after_report(*step)?;
                self.owed(*step)?;
                self.report = self.report.or(*report);
                self.steps.insert(*step, Progress::Done { at, by });
            }
            What::Inquired { inquiry } => {
                // once: a step that is over is not owed again
                self.owed(Step::Inquiry)?;
                self.after_report(Step::Inquiry)?;
                self.inquiry = Some(inquiry.clone());
                self.steps.insert(Step::Inquiry, Progress::Done { at, by });
            }
            What::WaiverAsked { step, reason } => {
                entry.worded()?;
                // a report about harm to a minor is never left out
                if *step == Step::Report {
                    return Err(Refusal::OutOfTurn);
                }
                self.owed(*step)?;
                self.waivers.insert(*step, Waiver { reason: reason.clone(), by });
            }
            What::Waived { step } => {
                self.owed(*step)?;
                let Waiver { reason, by: asked } = self.waivers.get(step).cloned().ok_or(Refusal::OutOfTurn)?;
                if asked == by {
                    return Err(Refusal::SamePerson);
                }
                self.steps.insert(*step, Progress::Waived { reason, by: asked, agreed_by: by });
            }
            What::FurtherAsked { .. } | What::FurtherApproved { .. } | What::FurtherRefused | What::FurtherAnswered { .. } => {
                self.further(entry, by)?;
            }
            What::Service { service, answer } => self.service(service, *answer)?,
            // dealt with by the caller
            What::Opened { .. }
            | What::FileOpened
            | What::Named { .. }
            | What::Unnamed { .. }
            | What::Kept { .. }
            | What::Silent { .. } => return Err(Refusal::OutOfTurn),
        }
        Ok(())
    }

    fn further(&mut self, entry: &Entry<What>, by: AccountId) -> Result<(), Refusal> {
        let (at, keeper) = (self.last_at, self.keeper.clone());
        match (&entry.step, &self.further) {
            (What::FurtherAsked { .. }, None) if self.inquiry.is_none() => return Err(Refusal::OutOfTurn),
            (What::FurtherAsked { due_at }, None) => {
                entry.worded()?;
                self.further = Some(Further::Asked { by, open: Open::new(keeper, at, *due_at) });
            }
            (What::FurtherApproved { .. } | What::FurtherRefused, Some(Further::Asked { by: asked, .. })) if *asked == by => {
                return Err(Refusal::SamePerson);
            }
            (What::FurtherApproved { due_at }, Some(Further::Asked { by: asked_by, .. })) => {
                let owner = Owner { account: *asked_by, place: keeper.place };
                let open = Open::new(owner, at, *due_at);
                self.further = Some(Further::Approved { asked_by: *asked_by, by, open });
            }
            // an approved question need not be put after all
            (What::FurtherRefused, Some(_)) => {
                entry.worded()?;
                self.further = None;
            }
            (What::FurtherAnswered { reference }, Some(Further::Approved { .. })) => {
                self.answers.push(reference.clone());
                self.further = None;
            }
            _ => return Err(Refusal::OutOfTurn),
        }
        Ok(())
    }

    fn service(&mut self, service: &Code, answer: Answer) -> Result<(), Refusal> {
        let before = self.services.get(service);
        if answer == Answer::Done && before != Some(&Answer::Accepted) {
            return Err(Refusal::OutOfTurn);
        }
        if before == Some(&Answer::Done) {
            return Err(Refusal::Once);
        }
        self.services.insert(service.clone(), answer);
        Ok(())
    }

    fn silent(&mut self, owing: Owing, missed: Timestamp, to: Option<&Owner>, due_at: Timestamp) -> Result<(), Refusal> {
        let at = self.last_at;
        let open = match owing {
            Owing::Step(step) => self.owed(step)?,
            Owing::Further => self.further.as_mut().map(Further::open_mut).ok_or(Refusal::OutOfTurn)?,
        };
        if missed != open.due_at || at < open.due_at {
            return Err(Refusal::NotDue { due_at: Some(open.due_at) });
        }
        open.escalate(to, at, due_at);
        self.silences = self.silences.saturating_add(1);
        Ok(())
    }

    fn owed(&mut self, step: Step) -> Result<&mut Open, Refusal> {
        match self.steps.get_mut(&step) {
            Some(Progress::Open(open)) => Ok(open),
            _ => Err(Refusal::Once),
        }
    }

    fn after_report(&self, step: Step) -> Result<(), Refusal> {
        // support and aid do not wait, the steps of justice follow the report
        let waits = matches!(step, Step::Inquiry | Step::Examination | Step::Evidence);
        if waits && self.report.is_none() { Err(Refusal::Missing) } else { Ok(()) }
    }

    /// Folds a whole history.
    ///
    /// Errors: [`Refusal::Beginning`] for an empty one; any other means that it is damaged.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry<What>>) -> Result<Self, Refusal> {
        let mut entries = entries.into_iter();
        let first = Self::begin(entries.next().ok_or(Refusal::Beginning)?)?;
        entries.try_fold(first, |aid, entry| aid.apply(entry))
    }

    /// What is missing, in the order of the steps; empty when all is done.
    pub fn missing(&self) -> Vec<Owing> {
        let open = |(step, progress): (&Step, &Progress)| matches!(progress, Progress::Open(_)).then_some(Owing::Step(*step));
        self.steps.iter().filter_map(open).chain(self.further.as_ref().map(|_| Owing::Further)).collect()
    }

    /// Everything owed, the earliest due first; empty when all is done.
    pub fn owing(&self) -> Vec<(Owing, &Open)> {
        let mut owing = Vec::new();
        for (step, progress) in &self.steps {
            if let Progress::Open(open) = progress {
                owing.push((Owing::Step(*step), open));
            }
        }
        owing.extend(self.further.as_ref().map(|further| (Owing::Further, further.open())));
        owing.sort_by_key(|(owing, open)| (open.due_at, *owing));
        owing
    }

    /// How far each step is, for people who may know that the file exists.
    pub const fn progress(&self) -> &BTreeMap<Step, Progress> {
        &self.steps
    }

    /// Its id.
    pub const fn id(&self) -> AidId {
        self.id
    }

    /// The victim.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Who keeps the file.
    pub const fn keeper(&self) -> &Owner {
        &self.keeper
    }

    /// The accounts that may open the file.
    pub const fn named(&self) -> &BTreeSet<AccountId> {
        &self.named
    }

    /// The mandatory report.
    pub const fn report(&self) -> Option<DutyId> {
        self.report
    }

    /// Was the one inquiry made?
    pub const fn was_asked(&self) -> bool {
        self.inquiry.is_some()
    }

    /// A wish to leave a step out that waits for somebody else; none once the step is over.
    pub fn waiver_asked(&self, step: Step) -> Option<&Waiver> {
        let is_open = matches!(self.steps.get(&step), Some(Progress::Open(_)));
        self.waivers.get(&step).filter(|_| is_open)
    }

    /// A further question on its way.
    pub const fn further_question(&self) -> Option<&Further> {
        self.further.as_ref()
    }

    /// Services on the side, and what became of each.
    pub const fn services(&self) -> &BTreeMap<Code, Answer> {
        &self.services
    }

    /// Who opened the file, when and what for.
    pub fn openings(&self) -> &[FileOpened] {
        &self.openings
    }

    /// How many times were missed in silence.
    pub const fn silences(&self) -> u32 {
        self.silences
    }

    pub(crate) fn effective(&self, at: Timestamp) -> Timestamp {
        self.last_at.max(at)
    }

    /// Was an entry of this id applied?
    pub fn knows(&self, id: StepId) -> bool {
        self.applied.contains(&id)
    }
}
