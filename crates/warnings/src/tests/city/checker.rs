//! Reads the journal and nothing else, and says what was broken. It knows no verb of the crate: events are JSON to it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::store::{Column, Row};
use super::*;

/// What the checker found.
#[derive(Debug, Default)]
pub struct Findings {
    pub broken: Vec<String>,
    pub warnings: usize,
    /// Warnings by the rules under which they were opened.
    pub by_rules: BTreeMap<String, usize>,
    pub confirmed: usize,
    pub ended: usize,
    pub escalations: usize,
    pub sweeps: usize,
    pub decided: usize,
    pub expired: usize,
    pub undecided_open: usize,
    /// The longest time from a due time to its escalation, by the clock of the program.
    pub longest_lateness: SignedDuration,
    /// The same where the sweep before had run one period ago.
    pub longest_running: SignedDuration,
}

/// What the checker remembers of one warning.
#[derive(Default)]
struct Known {
    columns: Vec<Column>,
    cites: BTreeSet<String>,
    confirmed: bool,
    level: String,
    ended: bool,
    merged_into: Option<String>,
    proposer: Option<String>,
    rise_by: Option<String>,
    close_by: Option<String>,
    upheld_by: Option<String>,
}

#[derive(Default)]
struct Checker {
    known: BTreeMap<String, Known>,
    /// `None`: open; otherwise the warning that it went into, or an empty text for one that was set aside.
    signals: BTreeMap<SignalId, (Timestamp, Option<String>)>,
    gone: BTreeSet<AccountId>,
    gone_before_sweep: BTreeSet<AccountId>,
    sweep_from: Option<usize>,
    touched: BTreeMap<String, usize>,
    last_sweep: Option<Timestamp>,
    /// All that is owed, by due time and by owner.
    due: BTreeSet<(Timestamp, Clock, String)>,
    owned: BTreeSet<(AccountId, Clock, String)>,
    found: Findings,
}

/// Everything that is wrong with a journal that ends at `end`.
pub fn check(journal: &[Row], end: Timestamp) -> Findings {
    let mut checker = Checker::default();
    for (at, row) in journal.iter().enumerate() {
        checker.row(at, row);
    }
    checker.at_the_end(end);
    checker.found.warnings = checker.known.len();
    checker.found.confirmed = checker.known.values().filter(|one| one.confirmed).count();
    checker.found.ended = checker.known.values().filter(|one| one.ended).count();
    checker.found
}

impl Checker {
    fn broken(&mut self, what: String) {
        self.found.broken.push(what);
    }

    fn row(&mut self, at: usize, row: &Row) {
        match row {
            Row::Signal { id, expires_at } => {
                self.signals.insert(*id, (*expires_at, None));
            }
            Row::Decided { id, into } => {
                if let Some((_, decided)) = self.signals.get_mut(id)
                    && decided.replace(into.map(|id| id.to_string()).unwrap_or_default()).is_some()
                {
                    self.broken(format!("signal {id} was decided twice"));
                }
            }
            Row::Event { warning, body, columns } => self.event(at, &warning.to_string(), body, columns),
            Row::Delivered { warning, about, to } => {
                let known = &self.known[&warning.to_string()];
                if !known.columns.iter().any(|column| column.clock == *about && column.owner == *to) {
                    self.broken(format!("a message about {about} of {warning} reached {to}, who does not owe it"));
                }
            }
            Row::Ended { account } => {
                self.gone.insert(*account);
            }
            Row::SweepBegan => {
                self.sweep_from = Some(at);
                self.gone_before_sweep.clone_from(&self.gone);
            }
            Row::SweepDone { at: clock } => self.swept(*clock),
        }
    }

    /// After a sweep nothing is late that was late when it began, and nobody who had left then owes anything.
    fn swept(&mut self, clock: Timestamp) {
        self.found.sweeps += 1;
        self.last_sweep = Some(clock);
        let Some(from) = self.sweep_from.take() else {
            return self.broken("a sweep ended that had not begun".to_owned());
        };
        let mut broken = Vec::new();
        for (due_at, late, id) in self.due.iter().take_while(|(due_at, ..)| *due_at <= clock) {
            if self.touched.get(id).is_some_and(|touched| *touched < from) {
                broken.push(format!("{late} of {id} was due {due_at} and a sweep at {clock} passed it"));
            }
        }
        for gone in &self.gone_before_sweep {
            let first = (*gone, Clock::Step, String::new());
            for (_, owed, id) in self.owned.range(first..).take_while(|(owner, ..)| owner == gone) {
                broken.push(format!("{owed} of {id} is owed by {gone}, who has left"));
            }
        }
        self.found.broken.extend(broken);
    }

    fn event(&mut self, at: usize, id: &str, body: &str, columns: &[Column]) {
        let event: Value = serde_json::from_str(body).unwrap();
        let what = &event["what"];
        let kind = what["kind"].as_str().unwrap().to_owned();
        let by = event["by"]["account"].as_str().map(str::to_owned);
        let mut known = self.known.remove(id).unwrap_or_default();
        let mut broken = Vec::new();
        if known.ended && kind != "reopened" {
            broken.push(format!("{kind} after the end"));
        }
        owners_are_named(&known.columns, columns, what, by.as_deref(), &mut broken);
        due_times_stay(&known.columns, columns, what, &mut broken);
        if kind == "escalated" {
            self.escalated(&known.columns, &event, &mut broken);
        }
        self.learn(&mut known, what, by, &mut broken);
        for column in &known.columns {
            self.due.remove(&(column.due_at, column.clock, id.to_owned()));
            self.owned.remove(&(column.owner, column.clock, id.to_owned()));
        }
        for column in columns {
            self.due.insert((column.due_at, column.clock, id.to_owned()));
            self.owned.insert((column.owner, column.clock, id.to_owned()));
        }
        known.columns = columns.to_vec();
        let step = columns.iter().any(|column| column.clock == Clock::Step);
        if known.ended == step {
            broken.push(format!("after {kind} it is {} owner and due time", if step { "ended with" } else { "open without" }));
        }
        self.found.broken.extend(broken.into_iter().map(|words| format!("warning {id}: {words}")));
        self.touched.insert(id.to_owned(), at);
        self.known.insert(id.to_owned(), known);
    }

    fn escalated(&mut self, before: &[Column], event: &Value, broken: &mut Vec<String>) {
        self.found.escalations += 1;
        let what = &event["what"];
        let clock = what["clock"].as_str().unwrap_or("step");
        let missed: Timestamp = what["missed"].as_str().unwrap().parse().unwrap();
        let at: Timestamp = event["at"].as_str().unwrap().parse().unwrap();
        if !before.iter().any(|column| column.clock.code() == clock && column.due_at == missed) {
            broken.push(format!("{clock} escalated for {missed}, which was not its due time"));
        }
        let late = at.duration_since(missed);
        self.found.longest_lateness = self.found.longest_lateness.max(late);
        let period = SignedDuration::from_mins(SWEEP);
        if self.last_sweep.is_some_and(|last| last <= at && at.duration_since(last) <= period) {
            self.found.longest_running = self.found.longest_running.max(late);
        }
    }

    /// Levels, confirmations, citations and ends, from the words of the events.
    fn learn(&mut self, known: &mut Known, what: &Value, by: Option<String>, broken: &mut Vec<String>) {
        let level = |value: &Value| value["level"].as_str().unwrap_or_default().to_owned();
        match what["kind"].as_str().unwrap() {
            "opened" => {
                let rules = what["rules"].as_str().unwrap().to_owned();
                *self.found.by_rules.entry(rules).or_default() += 1;
                known.level = level(what);
                known.confirmed = what["two_to_confirm"] == false;
                known.proposer = by;
                known.cites.extend(texts(&what["signals"]));
            }
            "seconded" => {
                if known.proposer == by {
                    broken.push("confirmed by who proposed it".to_owned());
                }
                known.confirmed = true;
                known.level = level(what);
            }
            "took_up" => {
                known.cites.extend(texts(&what["signals"]));
                rise(known, &what["rise"], by, broken);
            }
            "raised" => rise(known, &what["rise"], by, broken),
            "raise_seconded" => {
                if known.rise_by.is_none() || known.rise_by == by {
                    broken.push("a graver level by one person".to_owned());
                }
                known.level = "red".to_owned();
            }
            "absorbed" => {
                known.cites.extend(texts(&what["signals"]));
                if what["level"] == "red" {
                    known.level = "red".to_owned();
                }
            }
            "close_proposed" => known.close_by = by,
            "closed" | "close_seconded" | "objection_seconded" | "dismissed" | "merged_into" => {
                let first = match what["kind"].as_str() {
                    Some("close_seconded") => known.close_by.clone(),
                    Some("objection_seconded") => known.upheld_by.clone(),
                    _ => None,
                };
                let alone = first.is_none() || first == by;
                let is_close = what["kind"] == "closed" || what["kind"] == "close_seconded";
                if alone && (what["kind"] == "objection_seconded" || is_close && known.level == "red") {
                    broken.push("red ended, or an objection was upheld, by one person".to_owned());
                }
                if what["kind"] == "dismissed" && known.confirmed {
                    broken.push("set aside after it was confirmed".to_owned());
                }
                known.ended = true;
                known.merged_into = what["into"].as_str().map(str::to_owned);
            }
            "objection_answered" => known.upheld_by = by,
            "lower_signed" => known.level = "milder".to_owned(),
            "reopened" => known.ended = false,
            _ => {}
        }
    }

    /// Every signal is decided, expired or open, and one that went into a warning is cited there and wherever that one ended.
    fn at_the_end(&mut self, end: Timestamp) {
        let mut broken = Vec::new();
        for (id, (expires_at, decided)) in &self.signals {
            let Some(into) = decided else {
                let waits = end < *expires_at;
                self.found.undecided_open += usize::from(waits);
                self.found.expired += usize::from(!waits);
                continue;
            };
            self.found.decided += 1;
            let mut place = (!into.is_empty()).then_some(into);
            while let Some(warning) = place {
                let Some(known) = self.known.get(warning) else {
                    broken.push(format!("signal {id} went into {warning}, which does not exist"));
                    break;
                };
                if !known.cites.contains(&id.to_string()) {
                    broken.push(format!("signal {id} was lost: {warning} does not cite it"));
                }
                place = known.merged_into.as_ref();
            }
        }
        for (warning, known) in &self.known {
            for cited in &known.cites {
                let decided =
                    cited.parse().ok().and_then(|id: SignalId| self.signals.get(&id)).is_some_and(|(_, to)| to.is_some());
                if !decided {
                    broken.push(format!("warning {warning} cites {cited}, about which nobody decided"));
                }
            }
        }
        self.found.broken.extend(broken);
    }
}

fn rise(known: &mut Known, rise: &Value, by: Option<String>, broken: &mut Vec<String>) {
    match rise["kind"].as_str() {
        Some("given") if rise["level"] == "red" => broken.push("red by one person".to_owned()),
        Some("given") => known.level = rise["level"].as_str().unwrap_or_default().to_owned(),
        Some("proposed") => known.rise_by = by,
        _ => {}
    }
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

/// A clock changes hands only to somebody whom the event names, and an event that names the next owner has that one in the columns.
fn owners_are_named(before: &[Column], after: &[Column], what: &Value, by: Option<&str>, broken: &mut Vec<String>) {
    let kind = what["kind"].as_str().unwrap();
    let clock = what["clock"].as_str().unwrap_or("step");
    let text = |value: &Value| value["account"].as_str().map(str::to_owned);
    let named: Option<String> = match kind {
        "opened" | "seconded" | "reopened" => text(&what["owner"]),
        "acknowledged" | "accepted" => by.map(str::to_owned),
        "handed_over" | "passed_on" | "reassigned" => text(&what["to"]),
        "escalated" if clock == "accept" => text(&what["to"]),
        "escalated" => text(&what["to"]),
        _ => None,
    };
    let moves = match (kind, clock) {
        ("escalated" | "passed_on", "accept") => "step",
        ("escalated" | "passed_on", clock) => clock,
        _ => "step",
    };
    let owner = |columns: &[Column], clock: &str| {
        columns.iter().find(|column| column.clock.code() == clock).map(|column| column.owner.to_string())
    };
    if let (Some(named), Some(now)) = (&named, owner(after, moves))
        && *named != now
        && kind != "reassigned"
    {
        broken.push(format!("{kind} names {named} as the next owner and the columns say {now}"));
    }
    if let (Some(was), Some(now)) = (owner(before, "step"), owner(after, "step"))
        && was != now
        && named.as_ref() != Some(&now)
    {
        broken.push(format!("{kind} moved the step from {was} to {now}, whom it does not name"));
    }
}

/// Only events that begin a step, a review, or an escalation make a due time later.
fn due_times_stay(before: &[Column], after: &[Column], what: &Value, broken: &mut Vec<String>) {
    let kind = what["kind"].as_str().unwrap();
    let escalated = what["clock"].as_str().unwrap_or("step");
    for column in after {
        let Some(was) = before.iter().find(|one| one.clock == column.clock) else { continue };
        let begins = match (kind, column.clock) {
            ("escalated", clock) => clock.code() == escalated,
            ("seconded" | "acknowledged" | "verified" | "intervened" | "heard", Clock::Step) => true,
            ("reviewed", Clock::Review) => true,
            _ => false,
        };
        if !begins && was.due_at < column.due_at {
            broken.push(format!("{kind} made {} later, from {} to {}", column.clock, was.due_at, column.due_at));
        }
    }
}
