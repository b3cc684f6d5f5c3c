//! The sweep: finds what is late from facts, as a job that is leased and may die.

use super::*;
use store::Row;

impl City {
    /// One run, if no other worker holds the job and the workers run at all. One that dies leaves its lease until it expires.
    pub(super) fn sweep(&mut self, dies: bool) {
        if self.now < self.down_until || self.now < self.leased_until {
            self.figures.sweeps_down += 1;
            return;
        }
        self.leased_until = self.now + SignedDuration::from_mins(LEASE);
        self.store.journal.push(Row::SweepBegan);
        let clock = self.clock();
        let overdue = self.store.overdue(clock);
        let reached = if dies { self.dice.below(u64::try_from(overdue.len() + 1).unwrap()) } else { u64::MAX };
        for (n, id) in (0_u64..).zip(overdue) {
            if n == reached {
                break;
            }
            let dropped = self.fault == Some(Fault::EscalationDropped) && self.dice.per_mille(200);
            if !dropped {
                self.escalate_all(id, clock);
            }
        }
        if dies {
            self.figures.crashes += 1;
            self.figures.leases_lost += 1;
            return self.store.crash();
        }
        self.take_from_leavers(clock);
        self.store.journal.push(Row::SweepDone { at: clock });
        self.leased_until = self.now;
    }

    /// Escalates until nothing of the warning is late; tries again where somebody was quicker.
    fn escalate_all(&mut self, id: WarningId, clock: Timestamp) {
        loop {
            let loaded = self.store.load(id);
            let place = loaded.warning.place().clone();
            let candidates = self.candidates(&place);
            let event = WarningEventId::new(&self.ids, clock);
            let change = match escalate(&loaded.warning, event, clock, &candidates, &self.time_at(&place)) {
                Ok(change) => change,
                Err(Refusal::NotDue { .. } | Refusal::Ended) => return,
                Err(other) => panic!("a sweep was refused: {other}"),
            };
            if self.dice.per_mille(10) {
                self.somebody_else(id);
            }
            if self.commit(vec![(loaded.version, change)], Vec::new()).is_err() {
                self.figures.stale += 1;
            }
        }
    }

    fn take_from_leavers(&mut self, clock: Timestamp) {
        if self.fault == Some(Fault::LeaverKeepsWarnings) {
            return;
        }
        // asked from facts: a form that was filled in before may have named somebody who has left since
        for gone in self.left.clone() {
            for id in self.store.owed_by(gone) {
                let loaded = self.store.load(id);
                let candidates = self.candidates(loaded.warning.place());
                let event = WarningEventId::new(&self.ids, clock);
                let time = self.time_at(loaded.warning.place());
                let Ok(change) = reassign(&loaded.warning, event, clock, gone, &candidates, &time) else {
                    assert!(self.fault.is_some(), "the columns name a debt that the fold does not know");
                    continue;
                };
                assert!(self.commit(vec![(loaded.version, change)], Vec::new()).is_ok());
            }
        }
    }
}
