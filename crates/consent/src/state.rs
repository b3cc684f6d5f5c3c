//! What holds: given, refused, withdrawn, or no longer covered. Derived from the record, the notice in force and the day; never stored.

use crate::{AgeClass, Basis, Childrens, Notice, Party, Record, Word, WordKind};

/// What stands between a purpose and its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not asked for: a duty or an emergency. There is nothing to switch.
    WithoutConsent,
    /// Nobody has said anything yet.
    NotAsked,
    /// It may be used.
    Given,
    /// Somebody whose word counts said no.
    Refused,
    /// Somebody whose word counts took a yes back.
    Withdrawn,
    /// A yes to narrower terms, or to a notice that is no longer known: it is asked again (PIPL 14 ¶2).
    Superseded,
    /// One of the two said yes, the other has not spoken.
    Awaits(Party),
}

/// Whose word a purpose needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needed {
    /// whose yes is needed
    pub own: bool,
    pub guardian: bool,
}

/// About whom: what decides whose word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    pub age: AgeClass,
}

impl Needed {
    /// Whose yes is needed under the rules for minors of a notice.
    pub const fn of(minors: Childrens, age: AgeClass) -> Self {
        match (age, minors) {
            (AgeClass::Child, Childrens::HelpFirst) | (AgeClass::Adult, _) => Self { own: true, guardian: false },
            (AgeClass::Child, Childrens::Guardian | Childrens::GuardianToo) | (AgeClass::AdultInCare, _) => {
                Self { own: false, guardian: true }
            }
            (AgeClass::Teenager, Childrens::GuardianToo) => Self { own: true, guardian: true },
            (AgeClass::Teenager, Childrens::Guardian | Childrens::HelpFirst) => Self { own: true, guardian: false },
        }
    }

    /// Is the yes of the party needed?
    pub const fn is(self, party: Party) -> bool {
        match party {
            Party::Own => self.own,
            Party::Guardian => self.guardian,
        }
    }
}

impl State {
    /// May the information be used for the purpose?
    pub const fn allows(self) -> bool {
        matches!(self, Self::WithoutConsent | Self::Given)
    }
}

impl Record {
    /// What holds under the notice in force. `known` finds the notice of an earlier version with the digest that was shown.
    ///
    /// The person's own no always counts, also where the guardian's yes is needed: a child's assent (`domain_rules` F.3). A guardian's word
    /// counts only where it is needed: it does not overrule a minor of 14 who may decide alone.
    pub fn state<'a>(&self, notice: &Notice, who: Who, known: impl Fn(&str, &str) -> Option<&'a Notice>) -> State {
        if notice.terms().basis != Basis::Consent {
            return State::WithoutConsent;
        }
        let needed = Needed::of(notice.terms().minors, who.age);
        let counts = |party: Party| self.word(party).filter(|_| party == Party::Own || needed.is(party));
        let heard = [counts(Party::Own), counts(Party::Guardian)];
        let said = |kind: WordKind| heard.iter().flatten().any(|word| word.kind == kind);
        if said(WordKind::Withdrawn) {
            return State::Withdrawn;
        }
        if said(WordKind::Refused) {
            return State::Refused;
        }
        let needed_parties = Party::ALL.iter().copied().filter(|party| needed.is(*party));
        let missing = needed_parties.clone().find(|party| self.word(*party).is_none());
        if let Some(party) = missing {
            let any = heard.iter().flatten().next().is_some();
            // who turned 14 spoke through the guardian so far: the own word is asked for now
            let spoken_for = needed.own && self.word(Party::Guardian).is_some();
            return if any || spoken_for { State::Awaits(party) } else { State::NotAsked };
        }
        let covered = |word: &Word| {
            (word.version == notice.version() && word.digest == notice.digest())
                || known(&word.version, &word.digest).is_some_and(|earlier| notice.terms().are_covered_by(earlier.terms()))
        };
        let all = needed_parties.filter_map(|party| self.word(party)).all(covered);
        if all { State::Given } else { State::Superseded }
    }
}
