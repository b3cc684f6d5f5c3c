//! The sealed file: named accounts only, and each opening is a fact.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use super::{Further, Inquiry, Progress, VictimAid, What};
use crate::entry::{Changed, Entry};
use crate::event::Act;
use crate::{Open, Owner, Refusal};

/// One opening of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOpened {
    pub by: AccountId,
    pub at: Timestamp,
    /// What for, in words.
    pub purpose: String,
}

/// What stands in the file: references to the record of the inquiry and of each further question, never the words themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    pub inquiry: Option<Inquiry>,
    pub further: Vec<String>,
}

/// Opens the file. The note of the act says what for. The entry has to be kept before the contents are shown.
///
/// There is no other way to the contents. Errors: [`Refusal::Sealed`] for an account that is not named, [`Refusal::Wordless`].
pub fn read_file(aid: &VictimAid, act: &Act) -> Result<(Changed<VictimAid, What>, Contents), Refusal> {
    if !aid.named.contains(&act.by) {
        return Err(Refusal::Sealed);
    }
    let change = aid.change(Entry::of(act, What::FileOpened))?;
    let contents = Contents { inquiry: aid.inquiry.clone(), further: aid.answers.clone() };
    Ok((change, contents))
}

impl VictimAid {
    pub(super) fn opened(&mut self, entry: &Entry<What>) -> Result<(), Refusal> {
        let by = entry.account()?;
        if !self.named.contains(&by) {
            return Err(Refusal::Sealed);
        }
        entry.worded()?;
        let purpose = entry.note.clone().unwrap_or_default();
        self.openings.push(FileOpened { by, at: self.last_at, purpose });
        Ok(())
    }

    /// Another keeper, with words: handed over by the keeper, or taken by somebody whom the file names. The former keeper is no longer named.
    pub(super) fn kept(&mut self, entry: &Entry<What>, keeper: &Owner) -> Result<(), Refusal> {
        let by = entry.account()?;
        let former = self.keeper.account;
        let takes =
            by == keeper.account && (self.named.contains(&by) || self.owing().iter().any(|(_, open)| open.owner.account == by));
        if by != former && !takes {
            return Err(Refusal::Sealed);
        }
        entry.worded()?;
        if keeper.account == former {
            return Err(Refusal::SamePerson);
        }
        for open in self.open_mut().filter(|open| open.owner.account == former) {
            open.owner = keeper.clone();
        }
        self.named.remove(&former);
        self.named.insert(keeper.account);
        self.keeper = keeper.clone();
        Ok(())
    }

    /// Everything owed, to change its owner.
    fn open_mut(&mut self) -> impl Iterator<Item = &mut Open> {
        let steps = self.steps.values_mut().filter_map(|progress| match progress {
            Progress::Open(open) => Some(open),
            Progress::Done { .. } | Progress::Waived { .. } => None,
        });
        steps.chain(self.further.as_mut().map(Further::open_mut))
    }

    /// The keeper names and unnames, with words; the keeper stays named.
    pub(super) fn naming(&mut self, entry: &Entry<What>, account: AccountId, named: bool) -> Result<(), Refusal> {
        if entry.account()? != self.keeper.account {
            return Err(Refusal::Sealed);
        }
        entry.worded()?;
        if named {
            self.named.insert(account);
        } else if account == self.keeper.account {
            return Err(Refusal::OutOfTurn);
        } else {
            self.named.remove(&account);
        }
        Ok(())
    }
}
