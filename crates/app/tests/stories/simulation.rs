//! Forty days in which staff do what they like, the program crashes now and then, and half-way the rules of the place change.

use std::collections::BTreeSet;

use xinqiao_app::assessment::Sharing;
use xinqiao_app::warnings::{Confirmation, QueueItem, StepInput, Submitted, Verb, WarningDetail};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::{SignalId, WarningId};
use xinqiao_warnings::{Action, Answer, Dismissal, Finding, Hearing, Level, Outcome, Party, Reopening, Reviewing};

use crate::crash::{Dice, cut_off};
use crate::jurisdictions::two_rules;
use crate::world::{ITEM_NINE, SCHOOL, SIXTEEN, World, on_both};

const DAYS: usize = 40;
/// A round is a quarter of a day.
const ROUNDS: usize = 4;
const ACTS: usize = 6;

struct Town<'a> {
    world: &'a World,
    dice: Dice,
    residents: Vec<Caller>,
    staff: Vec<Caller>,
    sheets: usize,
    crashes: usize,
    ended: BTreeSet<WarningId>,
    escalations: i64,
}

#[tokio::test]
async fn through_forty_days_and_many_crashes_every_open_warning_is_owed_by_somebody() {
    on_both(async |world| {
        let mut residents = vec![world.caller("lin").await];
        for at in 0..9 {
            residents.push(world.resident(&format!("resident{at}"), SCHOOL).await);
        }
        let staff = world.callers(["duty1", "duty2", "citydesk", "counsellor", "shen"]).await.to_vec();
        let dice = Dice::new(20_261_122);
        let ended = BTreeSet::new();
        let mut town = Town { world, dice, residents, staff, sheets: 0, crashes: 0, ended, escalations: 0 };
        for day in 0..DAYS {
            if day == DAYS / 2 {
                // other rules begin to hold here, with warnings open under the old ones
                world.restart_with(two_rules());
            }
            for _ in 0..ROUNDS {
                town.round().await;
            }
            town.evening(day).await;
        }
        let Town { sheets, crashes, ended, escalations, .. } = town;
        println!("{sheets} sheets, {crashes} crashes, {} warnings ended, {escalations} escalations", ended.len());
        assert!(sheets > 30 && crashes > 40 && ended.len() > 20 && escalations > 20);
    })
    .await;
}

impl Town<'_> {
    async fn round(&mut self) {
        if self.dice.percent(30) {
            self.somebody_answers().await;
        }
        for _ in 0..ACTS {
            self.somebody_acts().await;
        }
        if self.dice.percent(70) {
            let app = self.world.app();
            if self.dice.percent(30) {
                let stopped = cut_off(self.wakings(), app.sweep_warnings()).await;
                self.after(stopped.is_none());
            } else {
                app.sweep_warnings().await.unwrap();
            }
        }
        self.world.pass_h(24 / 4);
    }

    /// How often a use case is woken before it is cut off.
    fn wakings(&mut self) -> u32 {
        u32::try_from(1 + self.dice.below(20)).unwrap()
    }

    /// After a crash the program starts anew, or only the one request was lost.
    fn after(&mut self, crashed: bool) {
        if crashed {
            self.crashes += 1;
            if self.dice.percent(50) {
                self.world.restart();
            }
        }
    }

    async fn somebody_answers(&mut self) {
        let who = self.dice.of(&self.residents).clone();
        let answers = *self.dice.of(&[ITEM_NINE, SIXTEEN, [2, 2, 2, 2, 2, 0, 0, 0, 1]]);
        self.sheets += 1;
        let sheet = self.world.sheet(&self.sheets.to_string(), answers, Sharing::Contact);
        let app = self.world.app();
        if self.dice.percent(30) {
            let stopped = cut_off(self.wakings(), app.submit(&who, sheet.clone())).await.is_none();
            self.after(stopped);
        }
        // the browser sends the same sheet again
        self.world.app().submit(&who, sheet).await.unwrap();
    }

    async fn somebody_acts(&mut self) {
        let who = self.dice.of(&self.staff).clone();
        let queue = self.world.app().queue(&who).await.unwrap();
        if queue.items.is_empty() {
            return;
        }
        // mostly what is most urgent
        let first = &queue.items[..queue.items.len().min(4)];
        let choices = if self.dice.percent(80) { first } else { &queue.items };
        match self.dice.of(choices) {
            QueueItem::Signal(signal) => self.decide(&who, signal.id).await,
            QueueItem::Warning(warning) => self.work_on(&who, warning.id).await,
        }
    }

    async fn decide(&mut self, who: &Caller, signal: SignalId) {
        let app = self.world.app();
        let stops = self.dice.percent(25);
        if self.dice.percent(15) {
            let reason = *self.dice.of(Dismissal::ALL);
            let stopped = stops && cut_off(self.wakings(), app.dismiss_signal(who, signal, reason, None)).await.is_none();
            self.after(stopped);
            match self.world.app().dismiss_signal(who, signal, reason, None).await {
                // the one that was cut off had been saved
                Err(AppError::Conflict { .. }) if stops => {}
                other => other.unwrap(),
            }
            return;
        }
        let candidates = app.signal(who, signal).await.unwrap().candidates;
        let level = *self.dice.of(Level::ALL);
        // red takes a second person, who is not the first
        let others: Vec<_> = candidates.into_iter().filter(|one| level != Level::Red || one.account != who.account()).collect();
        let owner = self.dice.percent(50).then(|| self.dice.of(&others).account);
        let form = Confirmation { signals: vec![signal], level, owner, note: None, event: self.world.event() };
        if stops {
            let stopped = cut_off(self.wakings(), app.confirm_warning(who, &form)).await.is_none();
            self.after(stopped);
        }
        let id = self.world.app().confirm_warning(who, &form).await.unwrap();
        assert_eq!(self.world.kept(id).await.1.signals(), [signal]);
    }

    /// Does one of the things that the page of the warning offers: they must all be possible.
    async fn work_on(&mut self, who: &Caller, id: WarningId) {
        let app = self.world.app();
        let seen = app.warning(who, id).await.unwrap();
        if seen.verbs.is_empty() {
            return;
        }
        let verb = if self.dice.percent(70) { seen.verbs[0] } else { *self.dice.of(&seen.verbs) };
        let Some(step) = self.step_of(verb, &seen) else { return };
        let form = Submitted { event: seen.event, note: Some("记录".to_owned()), step };
        if self.dice.percent(30) {
            let stopped = cut_off(self.wakings(), app.warning_step(who, id, &form)).await.is_none();
            self.after(stopped);
        }
        if let Err(fault) = self.world.app().warning_step(who, id, &form).await {
            panic!("{verb:?} was offered and then refused: {fault:?}");
        }
        let (row, warning) = self.world.kept(id).await;
        assert!(warning.knows(form.event) && row.state.version == seen.row.state.version + 1);
    }

    fn step_of(&mut self, verb: Verb, seen: &WarningDetail) -> Option<StepInput> {
        Some(match verb {
            Verb::Second if self.dice.percent(10) => StepInput::SetAside { reason: *self.dice.of(Dismissal::ALL) },
            Verb::Second => StepInput::Second { level: seen.warning.level(), owner: None },
            Verb::Acknowledge => StepInput::Acknowledge,
            Verb::Verify => StepInput::Verify { finding: *self.dice.of(Finding::ALL) },
            Verb::Intervene => StepInput::Intervene { action: *self.dice.of(Action::ALL) },
            Verb::Feedback => StepInput::Feedback { party: Party::Person, hearing: *self.dice.of(Hearing::ALL) },
            Verb::Close => StepInput::Close { outcome: *self.dice.of(Outcome::ALL) },
            Verb::SecondClose => StepInput::SecondClose,
            Verb::HandOver => {
                let to = self.dice.of(&seen.candidates);
                let owner = seen.row.state.owed.as_ref().map(|owed| owed.0);
                // handing over to the owner is refused
                if Some(to.account) == owner || self.dice.percent(70) {
                    return None;
                }
                StepInput::HandOver { to: to.account }
            }
            Verb::Review => StepInput::Review { finding: *self.dice.of(Reviewing::ALL) },
            Verb::Raise => {
                let graver: Vec<Level> = Level::ALL.iter().copied().filter(|level| *level < seen.warning.level()).collect();
                StepInput::Raise { level: *self.dice.of(&graver), second: None }
            }
            Verb::SecondRaise if self.dice.percent(30) => StepInput::RefuseRaise,
            Verb::SecondRaise => StepInput::SecondRaise,
            Verb::Note => StepInput::Note,
            other => return self.beside_of(other, seen),
        })
    }

    /// What runs beside the steps.
    fn beside_of(&mut self, verb: Verb, seen: &WarningDetail) -> Option<StepInput> {
        let owner = seen.row.state.owed.as_ref().map(|owed| owed.0);
        Some(match verb {
            Verb::Lower => {
                let (level, reviews) = seen.lower.clone()?;
                StepInput::Lower { level, reviews }
            }
            Verb::SignLower => StepInput::SignLower,
            Verb::Offer => {
                let to = self.dice.of(&seen.candidates).account;
                // offering to the owner is refused
                if Some(to) == owner {
                    return None;
                }
                StepInput::Offer { to }
            }
            Verb::Accept => StepInput::Accept,
            // to one's own account nothing is passed on that one proposed or had a say in
            Verb::PassOn => return None,
            Verb::Reopen if self.dice.percent(20) => StepInput::Reopen { reason: Reopening::NeedReturned, owner: None },
            Verb::Object if self.dice.percent(20) => StepInput::Object,
            Verb::Answer => StepInput::Answer { answer: *self.dice.of(Answer::ALL) },
            Verb::SecondAnswer => StepInput::SecondAnswer,
            _ => return None,
        })
    }

    /// At the end of a day: nothing is nobody's, nothing is late, and every row is what its events tell.
    async fn evening(&mut self, day: usize) {
        while self.world.app().sweep_warnings().await.unwrap() > 0 {}
        assert_eq!(self.world.db.count_warnings_astray().await.unwrap(), 0, "day {day}");
        let desk = self.world.caller("citydesk").await;
        let open = self.world.warnings(&desk).await;
        assert_eq!(i64::try_from(open.len()).unwrap(), self.world.db.count_open_warnings().await.unwrap());
        let closed = self.world.app().closed_warnings(&desk, 200).await.unwrap();
        self.escalations = open.iter().chain(&closed).map(|one| one.state.escalations).sum();
        for warning in open.iter().chain(closed.iter().filter(|one| !self.ended.contains(&one.id))) {
            let (row, folded) = self.world.kept(warning.id).await;
            for owed in folded.owed() {
                assert!(self.world.now() <= owed.open.due_at, "day {day}: {} is late with {:?}", row.number, owed.clock);
                assert!(self.world.db.account(owed.open.owner.account).await.unwrap().is_some());
            }
        }
        self.ended.extend(closed.iter().map(|one| one.id));
    }
}
