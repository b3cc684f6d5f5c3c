//! Walking along a chain, seal by seal, from a database or from an exported file.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::row::Tombstone;
use crate::{Fault, GENESIS, Kept, Row, Seal, Suite, What};

/// How many faults are told at most.
const MOST_FAULTS: usize = 20;
/// How many earlier seals are compared when a seal does not continue the last: forks are told apart from other breaks that far back.
const REMEMBERED: usize = 4_096;
/// First field of the digest of what went.
const GONE_FORM: &str = "xinqiao-audit-gone/1";

/// What stands at a place of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// the row
    Row(Box<Row>),
    /// its link only: the retention job took the row
    Gone,
    /// its link only: the row is outside of what was exported
    Outside,
    /// the row that was sealed here is not there, and nobody took it in the way that is meant
    Missing(Uuid),
}

/// One place of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// from 1
    pub position: i64,
    pub link: String,
    pub part: Part,
}

impl Entry {
    fn row(&self) -> Option<&Row> {
        match &self.part {
            Part::Row(row) => Some(row),
            Part::Gone | Part::Outside | Part::Missing(_) => None,
        }
    }

    fn id(&self) -> Option<Uuid> {
        match self.part {
            Part::Missing(id) => Some(id),
            _ => self.row().map(|row| row.id),
        }
    }
}

/// Hash over positions and links of the rows that are gone from one seal.
pub fn gone_digest<'a>(suite: Suite, gone: impl Iterator<Item = (i64, &'a str)>) -> String {
    let mut parts = vec![GONE_FORM.to_owned()];
    for (position, link) in gone {
        parts.extend([position.to_string(), link.to_owned()]);
    }
    let fields: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    suite.of_fields(&fields)
}

#[derive(Debug)]
struct Gap {
    tombstone: Tombstone,
    position: Option<i64>,
    at: jiff::Timestamp,
}

/// A walk. Feed it seal by seal, then ask for its end.
#[derive(Debug)]
pub struct Walk {
    /// seals that were passed
    pub seals: i64,
    /// rows that were there and fitted or not
    pub rows: i64,
    /// rows that the retention job took
    pub gone: i64,
    /// the last seal that was passed
    pub last: Option<Seal>,
    /// what does not fit, at most twenty
    pub faults: Vec<Fault>,
    kept: Vec<Kept>,
    seen_kept: Vec<bool>,
    hashes: BTreeMap<i64, String>,
    gaps: BTreeMap<i64, Gap>,
    tombstones: BTreeMap<i64, (Tombstone, jiff::Timestamp)>,
    is_part: bool,
    excerpt: bool,
    until: Option<jiff::Timestamp>,
    shortest_days: i64,
}

impl Walk {
    /// A walk from the beginning of the chain. `kept` are heads that were kept elsewhere; a tombstone for rows younger than
    /// `shortest_days` is a fault.
    pub fn new(kept: Vec<Kept>, shortest_days: i64) -> Self {
        let seen_kept = vec![false; kept.len()];
        Self {
            seals: 0,
            rows: 0,
            gone: 0,
            last: None,
            faults: Vec::new(),
            kept,
            seen_kept,
            hashes: BTreeMap::new(),
            gaps: BTreeMap::new(),
            tombstones: BTreeMap::new(),
            is_part: false,
            excerpt: false,
            until: None,
            shortest_days,
        }
    }

    /// A walk along a part of the chain, which begins at any seal and need not hold the newest tombstones.
    pub fn of_part(kept: Vec<Kept>, shortest_days: i64) -> Self {
        Self { is_part: true, ..Self::new(kept, shortest_days) }
    }

    /// Says that the part holds every row of before an instant, from its first row on: then it holds the seals of heads of that time.
    pub const fn holds_until(&mut self, until: jiff::Timestamp) {
        self.until = Some(until);
    }

    /// Says that the part holds rows of some places only: links of others may stand between them.
    pub const fn is_excerpt(&mut self) {
        self.excerpt = true;
    }

    /// Tells a fault that was found beside the walk.
    pub fn tell(&mut self, fault: Fault) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }

    fn seal_fault(&mut self, seal: i64, what: What) {
        self.tell(Fault { seal, position: None, row: None, what });
    }

    /// Passes a seal with its rows by position.
    pub fn pass(&mut self, seal: &Seal, entries: &[Entry]) {
        self.place(seal);
        self.compare_with_kept(seal);
        if let Some(fault) = fault_of_rows(seal, entries, self.excerpt) {
            self.tell(fault);
        } else if seal.computed() != seal.hash {
            self.seal_fault(seal.no, What::SealChanged);
        }
        self.note_gone(seal, entries);
        for entry in entries {
            if let Some(row) = entry.row() {
                self.rows += 1;
                self.note_tombstone(row);
            }
        }
        self.seals += 1;
        self.hashes.insert(seal.no, seal.hash.clone());
        if self.hashes.len() > REMEMBERED {
            self.hashes.pop_first();
        }
        self.last = Some(seal.clone());
    }

    /// A row that no seal covers yet: it may be a tombstone.
    pub fn unsealed(&mut self, row: &Row) {
        self.note_tombstone(row);
    }

    /// The walk's end: kept heads that were not passed, gaps without tombstones.
    pub fn end(&mut self) {
        let last = self.last.as_ref().map_or(0, |seal| seal.no);
        for (at, kept) in self.kept.clone().into_iter().enumerate() {
            if self.seen_kept[at] {
                continue;
            }
            match kept.seal {
                Some(no) if no > last && self.reaches(&kept) => self.seal_fault(no, What::EndsBeforeKept { last }),
                // outside of the part that was walked: nothing to compare
                Some(_) => {}
                None => self.seal_fault(last, What::KeptHashAbsent),
            }
        }
        let gaps = std::mem::take(&mut self.gaps);
        for (seal, gap) in gaps {
            let found = self.tombstones.get(&seal);
            let what = match found {
                Some((tombstone, at)) if *tombstone == gap.tombstone => {
                    let age_days = at.duration_since(gap.at).as_secs() / 86_400;
                    if age_days >= self.shortest_days {
                        continue;
                    }
                    What::PrunedTooEarly
                }
                // the tombstone stands in a later seal than the part goes
                None if self.is_part => continue,
                _ => What::GoneWithoutTombstone,
            };
            self.tell(Fault { seal, position: gap.position, row: None, what });
        }
    }

    /// Should the walk have come to the seal of a kept head?
    fn reaches(&self, kept: &Kept) -> bool {
        !self.is_part || (self.last.is_some() && self.until.is_some_and(|until| kept.at.is_some_and(|at| at <= until)))
    }

    /// Numbers follow one another, and each seal takes in the hash of the one before.
    fn place(&mut self, seal: &Seal) {
        let (expected, hash) = match &self.last {
            Some(last) => (last.no + 1, last.hash.clone()),
            None if self.is_part && seal.no > 1 => (seal.no, seal.previous.clone()),
            None => (1, GENESIS.to_owned()),
        };
        if seal.no != expected {
            self.seal_fault(expected, What::SealMissing);
        } else if seal.previous != hash {
            let earlier = self.hashes.iter().rev().find(|(_, known)| **known == seal.previous).map(|(no, _)| *no);
            let is_start = seal.previous == GENESIS;
            let what = match earlier {
                Some(from) => What::Forked { from },
                None if is_start => What::Forked { from: 0 },
                None => What::NotBehindTheLast,
            };
            self.seal_fault(seal.no, what);
        }
    }

    fn compare_with_kept(&mut self, seal: &Seal) {
        let mut differs = false;
        for (kept, seen) in self.kept.iter().zip(&mut self.seen_kept) {
            match kept.seal {
                Some(no) if no == seal.no => {
                    *seen = true;
                    differs |= kept.hash != seal.hash;
                }
                // a part of the chain begins behind a kept head: it has to continue it
                Some(no) if no + 1 == seal.no && self.last.is_none() => {
                    *seen = true;
                    differs |= kept.hash != seal.previous;
                }
                None if kept.hash == seal.hash => *seen = true,
                Some(_) | None => {}
            }
        }
        if differs {
            self.seal_fault(seal.no, What::OtherThanKept);
        }
    }

    fn note_gone(&mut self, seal: &Seal, entries: &[Entry]) {
        let gone: Vec<(i64, &str)> =
            entries.iter().filter(|entry| entry.part == Part::Gone).map(|entry| (entry.position, entry.link.as_str())).collect();
        let (count, digest, position) = if entries.is_empty() && seal.rows > 0 {
            (seal.rows, seal.root.clone(), None)
        } else if gone.is_empty() {
            return;
        } else {
            let count = i64::try_from(gone.len()).unwrap_or(i64::MAX);
            (count, gone_digest(seal.suite, gone.iter().copied()), gone.first().map(|(position, _)| *position))
        };
        self.gone += count;
        let tombstone = Tombstone { seal: seal.no, gone: count, digest };
        self.gaps.insert(seal.no, Gap { tombstone, position, at: seal.at });
    }

    /// The last tombstone of a seal counts: it tells of all runs together.
    fn note_tombstone(&mut self, row: &Row) {
        let Some(tombstone) = row.tombstone() else { return };
        let known = self.tombstones.get(&tombstone.seal);
        if known.is_none_or(|(known, _)| known.gone <= tombstone.gone) {
            self.tombstones.insert(tombstone.seal, (tombstone, row.at));
        }
    }
}

/// The first thing in a seal's rows that does not fit.
fn fault_of_rows(seal: &Seal, entries: &[Entry], excerpt: bool) -> Option<Fault> {
    if entries.is_empty() {
        // wholly pruned: its tombstone is asked for at the end
        return None;
    }
    let told = |position: i64, row: Option<Uuid>, what: What| Some(Fault { seal: seal.no, position: Some(position), row, what });
    let mut before: (&str, &str) = (&seal.previous, &seal.previous);
    for (at, entry) in entries.iter().enumerate() {
        let expected = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1);
        if entry.position > expected {
            return told(expected, None, What::RowMissing);
        }
        if entry.position < expected {
            return told(entry.position, entry.id(), What::RowInserted);
        }
        if let Part::Missing(id) = entry.part {
            return told(entry.position, Some(id), What::RowMissing);
        }
        if !excerpt && entry.part == Part::Outside && is_between_rows(entries, at) {
            return told(entry.position, None, What::RowMissing);
        }
        if let Some(row) = entry.row() {
            let link = row.link(seal.suite, before.1);
            if link != entry.link {
                return cause(seal, entries, at, before, &link);
            }
        }
        before = (before.1, &entry.link);
    }
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    if count < seal.rows {
        return told(count + 1, None, What::RowMissing);
    }
    if let Some(extra) = usize::try_from(seal.rows).ok().and_then(|rows| entries.get(rows)) {
        return told(extra.position, extra.id(), What::RowInserted);
    }
    (before.1 != seal.root).then_some(Fault { seal: seal.no, position: None, row: None, what: What::RowsRewritten })
}

/// Rows stand in a seal by time: what lies between two rows that were exported cannot lie outside of the time that was asked for.
fn is_between_rows(entries: &[Entry], at: usize) -> bool {
    entries[..at].iter().any(|entry| entry.row().is_some()) && entries[at + 1..].iter().any(|entry| entry.row().is_some())
}

/// Why the link of a row does not fit: `before` are the two links before it, `link` is what its columns give.
fn cause(seal: &Seal, entries: &[Entry], at: usize, before: (&str, &str), link: &str) -> Option<Fault> {
    let (entry, suite) = (&entries[at], seal.suite);
    let follows = |previous: &str, next: Option<&Entry>| match next {
        Some(next) => next.row().is_some_and(|row| row.link(suite, previous) == next.link),
        None => previous == seal.root,
    };
    let next = entries.get(at + 1);
    let told = |entry: &Entry, what: What| Some(Fault { seal: seal.no, position: Some(entry.position), row: entry.id(), what });
    if follows(link, next) {
        return told(entry, What::LinkChanged);
    }
    if i64::try_from(entries.len()).is_ok_and(|count| count > seal.rows) {
        if follows(before.1, next) {
            return told(entry, What::RowInserted);
        }
        if at > 0 && follows(before.0, Some(entry)) {
            return told(&entries[at - 1], What::RowInserted);
        }
    }
    if i64::try_from(entries.len()).is_ok_and(|count| count < seal.rows) {
        return Some(Fault { seal: seal.no, position: Some(entry.position), row: None, what: What::RowMissing });
    }
    let fits_elsewhere = std::iter::once(seal.previous.as_str())
        .chain(entries.iter().map(|other| other.link.as_str()))
        .any(|previous| follows(previous, Some(entry)));
    let was_sealed_here = entry.row().is_some_and(|row| {
        // the columns of this place, kept with the link of another
        entries.iter().any(|other| row.link(suite, before.1) == other.link)
    });
    let is_moved = fits_elsewhere || was_sealed_here || row_fits_another_place(seal, entries, entry);
    told(entry, if is_moved { What::RowMoved } else { What::RowChanged })
}

/// Do the columns of the row give the link of another place? Then rows were exchanged and the links left where they were.
fn row_fits_another_place(seal: &Seal, entries: &[Entry], entry: &Entry) -> bool {
    let Some(row) = entry.row() else { return false };
    let mut before = seal.previous.as_str();
    for other in entries {
        if row.link(seal.suite, before) == other.link {
            return true;
        }
        before = &other.link;
    }
    false
}
