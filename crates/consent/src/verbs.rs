//! Saying yes, no, and no longer: who may, and what changes.

use jiff::{SignedDuration, Timestamp};

use crate::{Basis, Entry, Needed, Notice, Party, Record, Who, WordKind};

/// Why a word is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// The purpose rests on a duty or an emergency: neither a yes nor a no changes it.
    #[error("the purpose does not rest on consent")]
    NotByConsent,
    /// The person decides alone.
    #[error("no guardian's word is asked for here")]
    NoGuardianNeeded,
    /// There is no yes to take back.
    #[error("nothing was given that could be withdrawn")]
    NothingGiven,
}

/// What a party says now; `None` when it is what they said before under the same notice.
///
/// A no is always taken, from the person also where the guardian decides. Taking back needs one word, as giving does (PIPL 15).
/// Errors: see [`Refusal`].
pub fn say(
    record: &Record,
    notice: &Notice,
    who: Who,
    party: Party,
    kind: WordKind,
    at: Timestamp,
) -> Result<Option<Entry>, Refusal> {
    if notice.terms().basis != Basis::Consent {
        return Err(Refusal::NotByConsent);
    }
    if party == Party::Guardian && !Needed::of(notice.terms().minors, who.age).guardian {
        return Err(Refusal::NoGuardianNeeded);
    }
    let last = record.word(party);
    if kind == WordKind::Withdrawn {
        match last.map(|word| word.kind) {
            Some(WordKind::Withdrawn) => return Ok(None),
            Some(WordKind::Given) => {}
            // a child may stop what the guardian agreed to
            None if party == Party::Own && record.word(Party::Guardian).is_some_and(|word| word.kind == WordKind::Given) => {}
            _ => return Err(Refusal::NothingGiven),
        }
    }
    let same = last.is_some_and(|word| word.kind == kind && word.version == notice.version() && word.digest == notice.digest());
    // a no after a yes is a withdrawal, whatever button was pressed
    let kind = match (kind, last.map(|word| word.kind)) {
        (WordKind::Refused, Some(WordKind::Given)) => WordKind::Withdrawn,
        (WordKind::Refused, Some(WordKind::Withdrawn)) => return Ok(None),
        (kind, _) => kind,
    };
    if same {
        return Ok(None);
    }
    // a clock that was set back, or two words in one instant, do not lose the newest word
    let after = |word: &crate::Word| word.at.saturating_add(SignedDuration::from_micros(1)).unwrap_or(word.at);
    let at = last.map_or(at, |word| at.max(after(word)));
    Ok(Some(Entry { party, kind, version: notice.version().to_owned(), digest: notice.digest().to_owned(), at }))
}
