//! The page of one aid file: how far each step is, and nothing of what was said.

use std::collections::BTreeMap;

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::victim_aid::{Progress, Step, VictimAid, What};
use xinqiao_referrals::{AidId, StepId};
use xinqiao_store::referrals::ProtocolRow;

use super::act::{AidVerb, steps_for, verbs_for};
use super::load::{LoadedAid, sealed};
use crate::{App, Caller, Result};

/// One aid file as the caller sees it, sealed.
#[derive(Debug, Clone)]
pub struct AidView {
    pub row: ProtocolRow,
    pub aid: VictimAid,
    /// name of the keeper's place
    pub place: String,
    /// may the caller open the file?
    pub is_named: bool,
    pub is_keeper: bool,
    /// can the keeper still act?
    pub has_keeper: bool,
    /// names of the keeper, of whom the file names, of whoever owes or did a step
    pub names: BTreeMap<AccountId, String>,
    /// what the caller may do now
    pub verbs: Vec<AidVerb>,
    /// open steps on which the caller may act
    pub steps: Vec<Step>,
    /// the words of a further question, for whoever decides about it
    pub further_words: Option<String>,
    /// the words with which a step should be left out, for whoever may agree
    pub waiver_words: Vec<(Step, String)>,
    /// when the latest mandatory report about the person was made
    pub report_at: Option<Timestamp>,
    /// idempotency id for the forms of this page
    pub step: StepId,
}

impl App {
    /// One aid file, sealed: who owes which step by when. Leaves an audit row that names the file and not the person.
    ///
    /// Errors: `NotFound` for everybody whom it does not name and who owes nothing of it.
    pub async fn aid(&self, caller: &Caller, id: AidId) -> Result<AidView> {
        let (loaded, permit) = self.aid_seat(caller, id).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&sealed(self, &permit, Some(loaded.row.id), "read sealed"), self.now()).await?;
        tx.commit().await?;
        let (me, aid) = (caller.account(), &loaded.aid);
        let has_keeper = self.has_keeper(aid).await?;
        let verbs = verbs_for(aid, me, has_keeper);
        let mut names = BTreeMap::new();
        for account in accounts(aid) {
            names.insert(account, self.holder(account).await?);
        }
        let steps = steps_for(aid, me);
        Ok(AidView {
            place: self.place_name(&loaded.row.place).await?,
            is_named: aid.named().contains(&me),
            is_keeper: aid.keeper().account == me,
            further_words: further_words(&loaded).filter(|_| verbs.contains(&AidVerb::ApproveFurther)),
            waiver_words: waiver_words(&loaded).into_iter().filter(|(step, _)| steps.contains(step)).collect(),
            report_at: self.report_made(aid.person()).await?.map(|(_, at)| at),
            step: self.new_referral_ids().1,
            has_keeper,
            names,
            verbs,
            steps,
            row: loaded.row,
            aid: loaded.aid,
        })
    }
}

/// Everybody whom the page mentions.
fn accounts(aid: &VictimAid) -> Vec<AccountId> {
    let mut found = vec![aid.keeper().account];
    found.extend(aid.named());
    for progress in aid.progress().values() {
        match progress {
            Progress::Open(open) => found.push(open.owner.account),
            Progress::Done { by, .. } => found.push(*by),
            Progress::Waived { by, agreed_by, .. } => found.extend([*by, *agreed_by]),
        }
    }
    found.extend(aid.further_question().map(|further| further.open().owner.account));
    found.sort_unstable();
    found.dedup();
    found
}

fn further_words(loaded: &LoadedAid) -> Option<String> {
    let asked = loaded.entries.iter().rev().find(|(_, entry)| matches!(entry.step, What::FurtherAsked { .. }));
    asked.and_then(|(_, entry)| entry.note.clone())
}

/// The words of each wish to leave a step out that still waits.
fn waiver_words(loaded: &LoadedAid) -> Vec<(Step, String)> {
    let mut found: BTreeMap<Step, String> = BTreeMap::new();
    for (_, entry) in &loaded.entries {
        if let (What::WaiverAsked { step, .. }, Some(note)) = (&entry.step, &entry.note)
            && loaded.aid.waiver_asked(*step).is_some()
        {
            found.insert(*step, note.clone());
        }
    }
    found.into_iter().collect()
}
