//! Forms: what somebody does to one warning, as it arrives at the program, perhaps twice.

use super::*;

/// What a form asks for.
#[derive(Debug, Clone)]
pub enum Deed {
    Second { owner: Owner },
    Acknowledge,
    Verify(Finding),
    Intervene,
    Feedback(Party),
    Close(Outcome),
    SecondClose,
    Review(Reviewing),
    Upgrade { second: Owner },
    SecondUpgrade,
    RefuseUpgrade,
    Downgrade(Vec<Cited>),
    SignDowngrade,
    Offer(Owner),
    HandOver(Owner),
    Accept,
    Object(Owner),
    Answer(Answer),
    SecondObjection,
    Reopen(Owner),
    Note,
}

/// A form with its id: the same id arrives again when a form is sent twice.
#[derive(Debug, Clone)]
pub struct Form {
    pub warning: WarningId,
    pub id: WarningEventId,
    pub by: AccountId,
    pub deed: Deed,
}

impl Deed {
    pub fn decide(self, warning: &Warning, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
        match self {
            Self::Second { owner } => second(warning, act, warning.level(), owner, None, time),
            Self::Acknowledge => acknowledge(warning, act, None, time),
            Self::Verify(finding) => verify(warning, act, finding, None, time),
            Self::Intervene => intervene(warning, act, Action::Counselling, None, time),
            Self::Feedback(party) => feedback(warning, act, party, Hearing::Heard, None, time),
            Self::Close(outcome) => close(warning, act, outcome, None, time),
            Self::SecondClose => second_close(warning, act, None),
            Self::Review(finding) => review(warning, act, finding, None, time),
            Self::Upgrade { second } => {
                let level = if warning.level() == Level::Blue { Level::Yellow } else { Level::Red };
                upgrade(warning, act, level, second, None, time)
            }
            Self::SecondUpgrade => second_upgrade(warning, act, None, time),
            Self::RefuseUpgrade => refuse_upgrade(warning, act, "words".to_owned()),
            Self::Downgrade(cited) => propose_downgrade(warning, act, Level::Blue, cited, None, time),
            Self::SignDowngrade => sign_downgrade(warning, act, None, time),
            Self::Offer(to) => offer(warning, act, to, None, time),
            Self::HandOver(to) => hand_over(warning, act, to, None),
            Self::Accept => accept(warning, act, None),
            Self::Object(to) => object(warning, act, to, None, time),
            Self::Answer(answer) => answer_objection(warning, act, answer, None),
            Self::SecondObjection => second_objection(warning, act, None),
            Self::Reopen(to) => reopen(warning, act, Reopening::NeedReturned, to, None, time),
            Self::Note => note(warning, act, "words".to_owned()),
        }
    }
}

impl City {
    /// A fresh form of somebody about a warning arrives now.
    pub(super) fn send(&mut self, warning: WarningId, by: AccountId, deed: Deed) {
        let id = WarningEventId::new(&self.ids, self.clock());
        self.arrive(Form { warning, id, by, deed });
    }

    /// A use case: load, decide, commit, answer; the process may die between any two of these, and somebody else may be first.
    ///
    /// Forms of accounts that ended are refused at the door; the person who objects has no post here.
    pub(super) fn arrive(&mut self, form: Form) {
        if self.left.contains(&form.by) {
            return;
        }
        let dies = if self.dice.per_mille(6) { 1 + self.dice.below(3) } else { 0 };
        let again = Task::Arrive(Box::new(form.clone()));
        if dies == 1 {
            return self.die(again);
        }
        let loaded = self.store.load(form.warning);
        let knew = loaded.warning.knows(form.id);
        self.figures.duplicates += usize::from(knew);
        let act = Act { id: form.id, at: self.clock(), by: form.by };
        let Ok(change) = form.deed.decide(&loaded.warning, &act, &self.time_at(loaded.warning.place())) else { return };
        assert_eq!(knew, change.event.is_none(), "a form that arrived before has an effect");
        if dies == 2 {
            return self.die(again);
        }
        if self.dice.per_mille(10) {
            self.somebody_else(form.warning);
        }
        let after = change.warning.clone();
        let event = change.event.clone();
        if self.commit(vec![(loaded.version, change)], Vec::new()).is_err() {
            self.figures.stale += 1;
            let at = self.in_minutes(1);
            return self.plan(at, again);
        }
        if let Some(event) = event {
            self.count(&event.what, &after);
        }
        if dies == 3 {
            // it was kept, and whoever sent it saw no answer
            return self.die(again);
        }
        if self.dice.per_mille(20) {
            let wait = 1 + self.dice.below(600);
            let at = self.in_minutes(wait);
            self.plan(at, again);
        }
    }

    fn count(&mut self, what: &What, after: &Warning) {
        let figures = &mut self.figures;
        match what {
            What::Raised { .. } => figures.raised += 1,
            What::LowerSigned { .. } => figures.lowered += 1,
            What::Reopened { .. } => figures.reopened += 1,
            What::Objected { .. } => figures.objections += 1,
            What::Offered { .. } => figures.offers += 1,
            What::Closed { .. } | What::CloseSeconded if self.dice.per_mille(30) => {
                let wait = 60 + self.dice.below(60 * 24 * 60);
                let by = self.somebody(after.place());
                let form = Form {
                    warning: after.id(),
                    id: WarningEventId::new(&self.ids, self.clock()),
                    by: by.account,
                    deed: Deed::Reopen(by),
                };
                let at = self.in_minutes(wait);
                self.plan(at, Task::Arrive(Box::new(form)));
            }
            _ => {}
        }
    }

    /// The process dies and starts again; whoever waits for an answer tries again.
    pub(super) fn die(&mut self, again: Task) {
        self.figures.crashes += 1;
        self.store.crash();
        let at = self.in_minutes(2);
        self.plan(at, again);
    }

    /// Another use case on the same warning is quicker.
    pub(super) fn somebody_else(&mut self, warning: WarningId) {
        let loaded = self.store.load(warning);
        let by = self.somebody(loaded.warning.place()).account;
        let act = Act { id: WarningEventId::new(&self.ids, self.clock()), at: self.clock(), by };
        if let Ok(change) = Deed::Note.decide(&loaded.warning, &act, &self.time_at(loaded.warning.place())) {
            let _ = self.commit(vec![(loaded.version, change)], Vec::new());
        }
    }
}
