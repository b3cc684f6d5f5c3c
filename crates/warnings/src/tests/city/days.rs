//! Days of the city: hiring, shifts, signals that come in, leavers, clocks that are set, outages.

use super::*;
use deeds::Deed;
use jiff::Timestamp;

impl City {
    /// About 300 people: 18 in the city, 12 in each county, 7 in each town.
    pub(super) fn hire(&mut self) {
        for place in self.places.clone() {
            let many = match place.depth() {
                2 => 18,
                3 => 12,
                _ => 7,
            };
            for _ in 0..many {
                let account = AccountId::new(&self.ids, self.now);
                self.accounts.insert(account);
                self.staff.push(Staff { account, place: place.clone() });
            }
        }
    }

    /// The shifts of today and the coming night. City and counties have two shifts a day, towns one on working days.
    fn shifts(&mut self) {
        let day = self.now.to_zoned(self.world.zone.clone()).date();
        let midnight = day.to_zoned(self.world.zone.clone()).unwrap().timestamp();
        let hour = |n: i64| midnight + SignedDuration::from_hours(n);
        // last night's shift ends this morning
        self.roster.retain(|entry| self.now < entry.until);
        for place in self.places.clone() {
            let spans: &[(i64, i64)] = match place.depth() {
                2 | 3 => &[(8, 20), (20, 32)],
                _ if self.world.calendar.is_working_day(day) => &[(8, 18)],
                _ => &[],
            };
            for (n, (from, until)) in spans.iter().enumerate() {
                let here: Vec<AccountId> = self.staff.iter().filter(|one| one.place == place).map(|one| one.account).collect();
                let turn = usize::try_from(day.day_of_year()).unwrap() * spans.len() + n;
                for (offset, post) in [(0, Post::Duty), (1, Post::Standby)] {
                    let account = here[(turn * 2 + offset) % here.len()];
                    self.roster.push(DutyEntry { account, place: place.clone(), from: hour(*from), until: hour(*until), post });
                }
            }
        }
    }

    /// Everybody who can be asked for a place: who is on duty, then the first of each place upwards.
    pub(super) fn candidates(&self, place: &PlacePath) -> Vec<Owner> {
        let mut found = on_duty(&self.roster, place, self.now);
        for above in place.upwards() {
            let here = self.staff.iter().filter(|one| one.place == above).take(3);
            found.extend(here.map(|one| Owner { account: one.account, place: above.clone() }));
        }
        found.retain(|owner| self.works(owner.account));
        found
    }

    pub(super) fn works(&self, account: AccountId) -> bool {
        self.accounts.contains(&account)
    }

    /// Who is asked for a place now.
    pub(super) fn somebody(&mut self, place: &PlacePath) -> Owner {
        self.candidates(place).remove(0)
    }

    /// Somebody of the place or above other than these.
    pub(super) fn another(&self, place: &PlacePath, not: &[AccountId]) -> Option<Owner> {
        self.candidates(place).into_iter().find(|one| !not.contains(&one.account))
    }

    pub(super) fn day(&mut self) {
        self.shifts();
        let end = self.now + SignedDuration::from_hours(24);
        self.signals_of_the_day();
        self.sometimes();
        let mut next_sweep = self.now;
        let changes = [8, 20].map(|hour| self.now + SignedDuration::from_hours(hour));
        let mut change = 0;
        while self.now < end {
            if change < 2 && changes[change] <= self.now {
                self.shift_ends();
                change += 1;
            }
            if next_sweep <= self.now {
                let dies = self.dice.per_mille(3);
                self.sweep(dies);
                next_sweep = self.now + SignedDuration::from_mins(SWEEP);
            }
            let next = self.agenda.peek().map_or(end, |Reverse((at, _))| *at).min(next_sweep).min(end);
            self.now = self.now.max(next);
            while let Some(Reverse((at, key))) = self.agenda.peek().copied()
                && at <= self.now
                && self.now < end
            {
                self.agenda.pop();
                let task = self.tasks.remove(&key).unwrap();
                self.does(task);
            }
        }
    }

    fn signals_of_the_day(&mut self) {
        let many = self.rate / 365 + u64::from(self.dice.per_mille(1_000 * (self.rate % 365) / 365));
        for _ in 0..many {
            let pattern = match self.dice.below(20) {
                0..=1 => 0,
                2..=9 => 1,
                _ => 2,
            };
            let person = self.dice.below(self.rate / 4);
            let place = self.places[usize::try_from(person).unwrap() % self.places.len()].clone();
            let draft = self.patterns[pattern].clone();
            let id = SignalId::new(&self.ids, self.now);
            let source = if self.dice.per_mille(200) {
                SignalSource::Reported { by: self.staff[0].account }
            } else {
                SignalSource::SelfRequest
            };
            let signal = draft.raise(id, super::live::person(person), place, source, self.clock());
            let minute = self.dice.below(24 * 60);
            self.figures.signals += 1;
            self.store.journal.push(store::Row::Signal { id, expires_at: signal.expires_at });
            self.store.signals.insert(id, signal);
            // a few are never looked at, and expire
            if !self.dice.per_mille(30) {
                let at = self.in_minutes(minute);
                self.plan(at, Task::Decide { signal: id });
            }
        }
    }

    /// What does not happen every day.
    fn sometimes(&mut self) {
        if self.dice.per_mille(130) {
            self.leaves();
        }
        if self.dice.per_mille(60) {
            let hours = 1 + self.dice.below(12);
            self.down_until = self.in_minutes(60 * hours);
        }
        self.set_clock();
        self.merge_some();
        let open = self.store.open();
        if open.is_empty() {
            return;
        }
        for _ in 0..3 {
            let one = open[usize::try_from(self.dice.below(u64::try_from(open.len()).unwrap())).unwrap()];
            let warning = self.store.load(one).warning;
            let deciders: Vec<AccountId> = warning.deciders().iter().copied().collect();
            let to = self.another(warning.place(), &deciders);
            match (self.dice.below(4), to) {
                (0, Some(to)) => self.send(one, super::account(7), Deed::Object(to)),
                (1, Some(to)) => self.send(one, to.account, Deed::HandOver(to)),
                _ => {}
            }
        }
    }

    /// Small steps most weeks, and twice ten hours forth or back; what is set stays until the clock is set again.
    fn set_clock(&mut self) {
        let day = self.now.to_zoned(self.world.zone.clone()).date().day_of_year();
        self.skew = match day {
            40 | 200 => SignedDuration::from_hours(10),
            52 | 230 => SignedDuration::from_hours(-10),
            _ if self.dice.per_mille(250) => SignedDuration::from_secs(i64::try_from(self.dice.below(600)).unwrap() - 300),
            _ => return,
        };
        self.figures.clock_jumps += 1;
    }

    /// Somebody's account ends and somebody else begins at their place; the city's first never leaves, so that somebody is there.
    fn leaves(&mut self) {
        let mut n = 1 + usize::try_from(self.dice.below(u64::try_from(self.staff.len() - 1).unwrap())).unwrap();
        // half of them in the middle of something
        if self.dice.per_mille(500) {
            let owes = |one: &Staff| !self.store.owed_by(one.account).is_empty();
            n = (n..self.staff.len()).find(|n| owes(&self.staff[*n])).unwrap_or(n);
        }
        let gone = self.staff[n].account;
        let next = AccountId::new(&self.ids, self.now);
        self.staff[n].account = next;
        self.accounts.remove(&gone);
        self.accounts.insert(next);
        self.roster.retain(|entry| entry.account != gone);
        self.store.journal.push(store::Row::Ended { account: gone });
        self.left.push(gone);
        self.figures.leavers += 1;
    }

    /// Who was on duty until now offers what they owe to who is on duty.
    fn shift_ends(&mut self) {
        let now = self.now;
        let ended: Vec<AccountId> = self.roster.iter().filter(|entry| entry.until == now).map(|entry| entry.account).collect();
        for leaving in ended {
            let owned: Vec<Warning> = self.store.owed_by(leaving).into_iter().map(|id| self.store.load(id).warning).collect();
            for Handing { warning, to } in shift_change(leaving, &owned, &self.roster, now) {
                if let Some(to) = to
                    && self.dice.per_mille(500)
                {
                    self.send(warning, leaving, Deed::Offer(to));
                }
            }
        }
    }

    pub(super) fn deliver_at(&self, warning: &Warning, kind: NoticeKind) -> Timestamp {
        let shown = self.clock();
        self.now + deliver_at(&self.time_at(warning.place()), warning.pace(), kind, shown).duration_since(shown)
    }
}
