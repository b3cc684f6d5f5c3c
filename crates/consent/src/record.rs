//! What was said about one purpose, and by whom.

use jiff::Timestamp;

use crate::closed::words;

words! {
    /// Who speaks.
    Party: "parties" {
        /// The person.
        Own = "own",
        /// The guardian of the person.
        Guardian = "guardian",
    }
}

words! {
    /// What is said.
    WordKind: "words of consent" {
        /// Yes.
        Given = "given",
        /// No, before any yes.
        Refused = "refused",
        /// No longer.
        Withdrawn = "withdrawn",
    }
}

/// One thing that was said, under one version of the notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub party: Party,
    pub kind: WordKind,
    /// version of the notice that was shown
    pub version: String,
    /// digest of its texts
    pub digest: String,
    pub at: Timestamp,
}

/// The last word of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub kind: WordKind,
    pub version: String,
    pub digest: String,
    pub at: Timestamp,
}

/// All that was said about one purpose (and subject) of one person: the last word of each party counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    own: Option<Word>,
    guardian: Option<Word>,
}

impl Record {
    /// The record of entries in any order; of two at the same instant the later in the list counts.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut record = Self::default();
        for entry in entries {
            record.add(entry);
        }
        record
    }

    /// Takes one more entry in.
    pub fn add(&mut self, entry: &Entry) {
        let slot = match entry.party {
            Party::Own => &mut self.own,
            Party::Guardian => &mut self.guardian,
        };
        if slot.as_ref().is_none_or(|known| known.at <= entry.at) {
            let Entry { kind, version, digest, at, .. } = entry.clone();
            *slot = Some(Word { kind, version, digest, at });
        }
    }

    /// The last word of a party.
    pub fn word(&self, party: Party) -> Option<&Word> {
        match party {
            Party::Own => self.own.as_ref(),
            Party::Guardian => self.guardian.as_ref(),
        }
    }
}
