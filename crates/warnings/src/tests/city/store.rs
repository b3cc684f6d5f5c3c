//! A database as the loop needs it: a journal of units of work, each kept whole or not at all, and columns that are written from the fold.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// One row of the journal. What the checker sees, and all that it sees.
#[derive(Debug, Clone)]
pub enum Row {
    /// A signal, and when it expires.
    Signal {
        id: SignalId,
        expires_at: Timestamp,
    },
    /// Somebody decided about it; `into` is the warning that cites it now.
    Decided {
        id: SignalId,
        into: Option<WarningId>,
    },
    /// An event as it is written, and the columns after it: for each clock that runs who owes it until when.
    Event {
        warning: WarningId,
        body: String,
        columns: Vec<Column>,
    },
    /// A message reached a telephone: `about` is the clock that it speaks of.
    Delivered {
        warning: WarningId,
        about: Clock,
        to: AccountId,
    },
    /// An account ended.
    Ended {
        account: AccountId,
    },
    SweepBegan,
    SweepDone {
        at: Timestamp,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub clock: Clock,
    pub owner: AccountId,
    pub due_at: Timestamp,
}

/// A warning and the version under which it was loaded.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub warning: Warning,
    pub version: usize,
}

/// One unit of work: warnings under the version that was loaded (0 for a new one) with what happened, and signals.
#[derive(Debug, Default)]
pub struct Unit {
    pub changes: Vec<(usize, Change)>,
    pub decided: Vec<(SignalId, Option<WarningId>)>,
}

/// Somebody else was first.
#[derive(Debug)]
pub struct Stale;

#[derive(Default)]
pub struct Store {
    pub journal: Vec<Row>,
    logs: BTreeMap<WarningId, Vec<String>>,
    /// What the running process knows; a crash empties it.
    cache: BTreeMap<WarningId, Warning>,
    /// Of running warnings.
    pub columns: BTreeMap<WarningId, Vec<Column>>,
    due: BTreeSet<(Timestamp, WarningId)>,
    owners: BTreeMap<AccountId, BTreeSet<WarningId>>,
    pub signals: BTreeMap<SignalId, Signal>,
    pub persons: BTreeMap<PersonId, Vec<WarningId>>,
    fault: Option<Fault>,
}

impl Store {
    pub fn new(fault: Option<Fault>) -> Self {
        Self { fault, ..Self::default() }
    }

    pub fn load(&mut self, id: WarningId) -> Loaded {
        let log = &self.logs[&id];
        let fold = || {
            let events: Vec<Event> = log.iter().map(|body| serde_json::from_str(body).unwrap()).collect();
            Warning::replay(&events).unwrap()
        };
        let warning = self.cache.entry(id).or_insert_with(fold).clone();
        Loaded { warning, version: log.len() }
    }

    /// The process dies: what is in memory is gone, what was committed is not.
    pub fn crash(&mut self) {
        self.cache.clear();
    }

    /// Keeps all of it, or nothing where somebody else was first.
    pub fn commit(&mut self, unit: Unit) -> Result<(), Stale> {
        let kept = |change: &Change| self.logs.get(&change.warning.id()).map_or(0, Vec::len);
        if unit.changes.iter().any(|(version, change)| change.event.is_some() && *version != kept(change)) {
            return Err(Stale);
        }
        for (_, change) in unit.changes {
            self.write(change);
        }
        for (id, into) in unit.decided {
            self.journal.push(Row::Decided { id, into });
        }
        Ok(())
    }

    fn write(&mut self, Change { warning, event }: Change) {
        let Some(mut event) = event else { return };
        self.spoil(&mut event);
        let id = warning.id();
        let body = serde_json::to_string(&event).unwrap();
        let mut columns: Vec<Column> = warning
            .owed()
            .iter()
            .map(|owed| Column { clock: owed.clock, owner: owed.open.owner.account, due_at: owed.open.due_at })
            .collect();
        let before = self.columns.get(&id);
        if self.fault == Some(Fault::HandOverForgetsOwner)
            && matches!(event.what, What::HandedOver { .. } | What::Accepted)
            && let Some(before) = before
        {
            columns.clone_from(before);
        }
        for column in before.into_iter().flatten() {
            self.due.remove(&(column.due_at, id));
            self.owners.entry(column.owner).or_default().remove(&id);
        }
        self.due.extend(columns.iter().map(|column| (column.due_at, id)));
        for column in &columns {
            self.owners.entry(column.owner).or_default().insert(id);
        }
        self.journal.push(Row::Event { warning: id, body: body.clone(), columns: columns.clone() });
        if columns.is_empty() {
            self.columns.remove(&id);
        } else {
            self.columns.insert(id, columns);
        }
        self.logs.entry(id).or_default().push(body);
        if matches!(event.what, What::Opened(_)) {
            self.persons.entry(warning.person()).or_default().push(id);
        }
        self.cache.insert(id, warning);
    }

    fn spoil(&self, event: &mut Event) {
        if self.fault == Some(Fault::MergeLosesSignal)
            && let What::Absorbed(absorbed) = &mut event.what
        {
            absorbed.signals.clear();
        }
    }

    /// Warnings with something due at `at` or before, the earliest first.
    pub fn overdue(&self, at: Timestamp) -> Vec<WarningId> {
        let mut seen = BTreeSet::new();
        self.due.iter().take_while(|(due, _)| *due <= at).map(|(_, id)| *id).filter(|id| seen.insert(*id)).collect()
    }

    /// Warnings in which the account owes something.
    pub fn owed_by(&self, account: AccountId) -> Vec<WarningId> {
        self.owners.get(&account).into_iter().flatten().copied().collect()
    }

    /// Running warnings.
    pub fn open(&self) -> Vec<WarningId> {
        self.columns.keys().copied().collect()
    }
}
