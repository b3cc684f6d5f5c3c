//! What people do when something is theirs.

use super::*;
use deeds::Deed;
use store::{Row, Stale, Unit};

pub fn person(n: u64) -> PersonId {
    PersonId::new(&IdSource::seeded(1_000_000 + n), ten())
}

impl City {
    pub(super) fn does(&mut self, task: Task) {
        match task {
            Task::Decide { signal } => self.decide(signal),
            Task::Act { warning, clock } => self.acts(warning, clock),
            Task::Arrive(form) => self.arrive(*form),
            Task::Deliver { warning, about, to } => self.deliver(warning, about, to),
        }
    }

    /// Commits, and lets whoever owes something new hear of it and act, or not.
    pub(super) fn commit(
        &mut self,
        changes: Vec<(usize, Change)>,
        decided: Vec<(SignalId, Option<WarningId>)>,
    ) -> Result<(), Stale> {
        let touched: Vec<(WarningId, Vec<store::Column>)> = changes
            .iter()
            .filter(|(_, change)| change.event.is_some())
            .map(|(_, change)| (change.warning.id(), self.store.columns.get(&change.warning.id()).cloned().unwrap_or_default()))
            .collect();
        self.store.commit(Unit { changes, decided })?;
        for (warning, before) in touched {
            for column in self.store.columns.get(&warning).cloned().unwrap_or_default() {
                if !before.contains(&column) {
                    self.is_told(warning, &column);
                }
            }
        }
        Ok(())
    }

    fn is_told(&mut self, warning: WarningId, column: &store::Column) {
        let loaded = self.store.load(warning).warning;
        let at = self.deliver_at(&loaded, NoticeKind::Yours);
        self.plan(at, Task::Deliver { warning, about: column.clock, to: column.owner });
        let left = column.due_at.duration_since(self.clock()).as_mins().max(4);
        let share = 50 + self.dice.below(850);
        let wait = u64::try_from(left).unwrap() * share / 1_000;
        // silence, more of it on days off
        let day = self.now.to_zoned(self.world.zone.clone()).date();
        let silent = if self.world.calendar.is_working_day(day) { 100 } else { 200 };
        if !self.dice.per_mille(silent) {
            let at = self.in_minutes(wait);
            self.plan(at, Task::Act { warning, clock: column.clock });
        }
    }

    /// A message reaches whoever owes the clock when it is delivered.
    fn deliver(&mut self, warning: WarningId, about: Clock, written_to: AccountId) {
        let columns = self.store.columns.get(&warning).into_iter().flatten();
        let Some(now) = columns.into_iter().find(|column| column.clock == about) else { return };
        let to = if self.fault == Some(Fault::MessageToFormerOwner) { written_to } else { now.owner };
        self.figures.messages += 1;
        self.store.journal.push(Row::Delivered { warning, about, to });
    }

    fn decide(&mut self, id: SignalId) {
        let signal = self.store.signals[&id].clone();
        let clock = self.clock();
        if signal.state(clock) != SignalState::Open {
            return;
        }
        let desk = self.somebody(&signal.place);
        let act = Act { id: WarningEventId::new(&self.ids, clock), at: clock, by: desk.account };
        if self.dice.per_mille(450) {
            let dismissed = signal.dismiss(&act, Dismissal::ExplainedByPerson, &self.time_at(&signal.place)).unwrap();
            self.keep_decision(dismissed, Vec::new(), None, id);
            return;
        }
        let running = self.running_of(signal.person);
        let joins = self.dice.per_mille(700);
        let change = match running {
            Some((version, warning)) if joins => {
                let level = signal.proposed;
                let second = self.another(&signal.place, &[desk.account]).unwrap();
                let taking = TakingUp { signals: std::slice::from_ref(&signal), level, second, note: None };
                take_up(&warning, taking, &act, &self.time_at(warning.place())).ok().map(|change| (version, change))
            }
            _ => self.opened(&signal, &act, desk).map(|change| (0, change)),
        };
        let Some((version, change)) = change else {
            // refused, e.g. while the warning waits for its second person: looked at again
            let at = self.in_minutes(10);
            return self.plan(at, Task::Decide { signal: id });
        };
        self.figures.took_up += usize::from(version != 0);
        let confirmed = signal.confirm(&act, change.warning.id()).unwrap();
        let into = change.warning.id();
        self.keep_decision(confirmed, vec![(version, change)], Some(into), id);
    }

    fn opened(&mut self, signal: &Signal, act: &Act, desk: Owner) -> Option<Change> {
        let clock = self.clock();
        let two = signal.proposed == Level::Red;
        let owner = if two { self.another(&signal.place, &[desk.account])? } else { desk };
        let warning = WarningId::new(&self.ids, clock);
        let opening = Opening { warning, signals: std::slice::from_ref(signal), level: signal.proposed, owner, note: None };
        let earlier = self.store.persons.get(&signal.person).and_then(|all| all.last()).copied();
        let earlier = earlier.map(|id| self.store.load(id).warning);
        match earlier {
            Some(earlier) if matches!(earlier.state(), State::Closed { .. }) => {
                propose_after(opening, &earlier, act, &self.time_at(&signal.place)).ok()
            }
            _ => propose(opening, act, &self.time_at(&signal.place)).ok(),
        }
    }

    /// Signal and warning in one unit of work; the process may die before it or after it.
    fn keep_decision(&mut self, signal: Signal, changes: Vec<(usize, Change)>, into: Option<WarningId>, id: SignalId) {
        let dies = self.dice.per_mille(20);
        let after = dies && self.dice.per_mille(500);
        let apart = self.fault == Some(Fault::DecidedApart) && dies;
        if apart {
            let decided = self.store.commit(Unit { changes: Vec::new(), decided: vec![(id, into)] });
            assert!(decided.is_ok());
            self.store.signals.insert(id, signal);
            self.figures.crashes += 1;
            return self.store.crash();
        }
        if dies && !after {
            return self.die(Task::Decide { signal: id });
        }
        if self.commit(changes, vec![(id, into)]).is_err() {
            return self.plan(self.now, Task::Decide { signal: id });
        }
        self.store.signals.insert(id, signal);
        if dies {
            self.die(Task::Decide { signal: id });
        }
    }

    /// A running, confirmed warning about the person.
    fn running_of(&mut self, person: PersonId) -> Option<(usize, Warning)> {
        let all = self.store.persons.get(&person).cloned().unwrap_or_default();
        let loaded = all.into_iter().rev().map(|id| self.store.load(id));
        let mut found: Vec<store::Loaded> = Vec::new();
        for one in loaded {
            if !one.warning.has_ended() && one.warning.is_confirmed() {
                found.push(one);
                break;
            }
        }
        found.pop().map(|one| (one.version, one.warning))
    }

    /// Duplicates that somebody noticed.
    pub(super) fn merge_some(&mut self) {
        let runs = |id: &&WarningId| self.store.columns.contains_key(*id);
        let persons = self.store.persons.values().map(|all| all.iter().filter(runs).copied().collect());
        let persons: Vec<Vec<WarningId>> = persons.filter(|all: &Vec<WarningId>| 1 < all.len()).collect();
        for all in persons {
            let loaded: Vec<store::Loaded> = all.into_iter().map(|id| self.store.load(id)).collect();
            let [one, other, ..] = &loaded[..] else { continue };
            let by = self.somebody(one.warning.place()).account;
            let act = Act { id: WarningEventId::new(&self.ids, self.clock()), at: self.clock(), by };
            let second = WarningEventId::new(&self.ids, self.clock());
            let time = self.time_at(one.warning.place());
            let Ok(Merging { survivor, absorbed }) = merge(&one.warning, &other.warning, &act, second, None, &time) else {
                continue;
            };
            let version = |id| if id == one.warning.id() { one.version } else { other.version };
            if self.dice.per_mille(30) {
                self.figures.crashes += 1;
                self.store.crash();
                continue;
            }
            let changes = vec![(version(survivor.warning.id()), survivor), (version(absorbed.warning.id()), absorbed)];
            assert!(self.commit(changes, Vec::new()).is_ok());
            self.figures.merges += 1;
        }
    }

    /// Whoever owes the clock does what is owed.
    fn acts(&mut self, id: WarningId, clock: Clock) {
        let warning = self.store.load(id).warning;
        let Some(owed) = warning.clock(clock) else { return };
        let owner = owed.open.owner.clone();
        if !self.works(owner.account) {
            return;
        }
        let me = owner.account;
        match clock {
            Clock::Step => self.steps(&warning, &owner),
            Clock::Accept => self.send(id, me, Deed::Accept),
            Clock::Rise => {
                let deed = if self.dice.per_mille(800) { Deed::SecondUpgrade } else { Deed::RefuseUpgrade };
                self.send(id, me, deed);
            }
            Clock::Review => self.reviews(&warning, me),
            Clock::Answer => {
                if self.dice.per_mille(700) {
                    return self.send(id, me, Deed::Answer(Answer::Explained));
                }
                self.send(id, me, Deed::Answer(Answer::Upheld));
                if let Some(second) = self.another(warning.place(), &[me]) {
                    self.send(id, second.account, Deed::SecondObjection);
                }
            }
        }
    }

    fn steps(&mut self, warning: &Warning, owner: &Owner) {
        let (id, me) = (warning.id(), owner.account);
        match warning.state() {
            State::AwaitingSecond { .. } => self.send(id, me, Deed::Second { owner: owner.clone() }),
            State::Acknowledge { .. } => self.send(id, me, Deed::Acknowledge),
            State::Verify { .. } => {
                let finding = Finding::ALL[usize::try_from(self.dice.below(4)).unwrap()];
                if warning.level() != Level::Red
                    && self.dice.per_mille(60)
                    && let Some(second) = self.another(warning.place(), &[me])
                {
                    self.send(id, me, Deed::Upgrade { second });
                }
                self.send(id, me, Deed::Verify(finding));
            }
            State::Intervene { .. } => self.send(id, me, Deed::Intervene),
            State::Feedback { .. } => {
                self.send(id, me, Deed::Feedback(Party::Person));
                if warning.has_reporter() {
                    self.send(id, me, Deed::Feedback(Party::Reporter));
                }
            }
            State::Close { proposal: None, .. } => {
                self.send(id, me, Deed::Close(Outcome::Supported));
                // the second person looks at once, or when it is theirs
                if warning.needs_two_to_close()
                    && let Some(second) = self.another(warning.place(), &[me])
                {
                    self.send(id, second.account, Deed::SecondClose);
                }
            }
            State::Close { proposal: Some(proposal), .. } => {
                if let Some(second) = self.another(warning.place(), &[proposal.by]) {
                    self.send(id, second.account, Deed::SecondClose);
                }
            }
            State::Closed { .. } | State::Dismissed { .. } | State::Merged { .. } => {}
        }
    }

    fn reviews(&mut self, warning: &Warning, me: AccountId) {
        let finding = match self.dice.below(20) {
            0..=9 => Reviewing::Better,
            10..=14 => Reviewing::Same,
            15 => Reviewing::Worse,
            _ => Reviewing::Cleared,
        };
        self.send(warning.id(), me, Deed::Review(finding));
        let cited: Vec<Cited> = warning.reviews().iter().rev().take(2).map(|one| Cited::Review { event: one.event }).collect();
        if cited.len() == 2 && warning.level() != Level::Blue {
            self.send(warning.id(), me, Deed::Downgrade(cited));
            if let Some(clinician) = self.another(warning.place(), &[me]) {
                self.send(warning.id(), clinician.account, Deed::SignDowngrade);
            }
        }
    }
}
