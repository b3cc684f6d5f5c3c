//! The sealed file itself: each opening is kept before anything is shown.

use jiff::Timestamp;
use xinqiao_referrals::event::{Act, Actor};
use xinqiao_referrals::victim_aid::{Contents, What, read_file};
use xinqiao_referrals::{AidId, StepId};

use super::load::{LoadedAid, aid_standing, sealed};
use crate::protocols::kept::{AID, fresh};
use crate::referrals::refused;
use crate::{App, AppError, Caller, Result};

/// One entry with its words.
#[derive(Debug, Clone)]
pub struct Word {
    pub at: Timestamp,
    /// name of who did it; `None` for the program
    pub by: Option<String>,
    pub what: What,
    pub note: Option<String>,
}

/// What an opening shows: references, words, and everybody who opened it before.
#[derive(Debug, Clone)]
pub struct OpenedFile {
    pub contents: Contents,
    /// newest first
    pub words: Vec<Word>,
    /// who, when, what for; newest first, this one too
    pub openings: Vec<(String, Timestamp, String)>,
}

impl App {
    /// Opens the sealed file. `purpose`: what for; it is kept with name and time, in one transaction before anything is shown, and the audit row
    /// beside it. A form sent twice is no second opening: the second time nothing is shown.
    ///
    /// Errors: `NotFound` for whom the file does not concern, `Conflict` `referral_sealed` for whom it does not name and `aid_opened` for the same form
    /// again, `Invalid` on `note` without a purpose.
    pub async fn open_aid_file(&self, caller: &Caller, id: AidId, step: StepId, purpose: Option<String>) -> Result<OpenedFile> {
        let (loaded, permit) = self.aid_seat(caller, id).await?;
        if loaded.aid.knows(step) {
            return Err(AppError::conflict("aid_opened"));
        }
        let act = Act { id: step, at: self.now(), by: caller.account(), note: purpose };
        let (change, contents) = read_file(&loaded.aid, &act).map_err(refused)?;
        let Some(entry) = &change.entry else { return Err(AppError::conflict("aid_opened")) };
        let (before, after) = (aid_standing(&loaded.aid), aid_standing(&change.now));
        let fresh = fresh(entry, entry.step.word(), loaded.row.entries + 1, after)?;
        let audit = sealed(self, &permit, Some(loaded.row.id), "file opened");
        self.keep_protocol(AID, &loaded.row, (&before, &fresh), &audit).await?;
        let mut openings = Vec::new();
        for opening in change.now.openings().iter().rev() {
            openings.push((self.holder(opening.by).await?, opening.at, opening.purpose.clone()));
        }
        Ok(OpenedFile { contents, words: words(loaded), openings })
    }
}

/// What was said with the entries, newest first; openings have a list of their own.
fn words(loaded: LoadedAid) -> Vec<Word> {
    let word = |(row, entry): (xinqiao_store::referrals::StepRow, xinqiao_referrals::Entry<What>)| {
        let by = row.name.filter(|_| matches!(entry.by, Actor::Account(_)));
        Word { at: row.at, by, what: entry.step, note: entry.note }
    };
    let shown = loaded.entries.into_iter().rev().filter(|(_, entry)| !matches!(entry.step, What::FileOpened));
    shown.map(word).collect()
}
