//! What takes longer than a look is worked out beside the request: once for all who look, kept for a while, told how far it is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::id::CampaignId;

use super::reliability::Judged;

/// How long what was worked out is shown before it is worked out anew.
const KEPT: SignedDuration = SignedDuration::from_mins(10);

/// Campaigns that are remembered at once.
const REMEMBERED: usize = 32;

/// How a working stands.
#[derive(Debug, Clone)]
pub(crate) enum Stand {
    /// so many sheets were read
    Working(usize),
    Done(Arc<Judged>),
    /// it broke off; the next look begins anew
    Broken,
}

/// Workings of this process, by campaign.
#[derive(Default)]
pub(crate) struct Workings(Mutex<HashMap<CampaignId, Stand>>);

impl Workings {
    /// How a campaign's working stands. `None`: there is none, or what there is is too old. One that broke off is told once.
    pub(super) fn stands(&self, id: CampaignId, now: Timestamp) -> Option<Stand> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stand = known.get(&id)?.clone();
        let is_over = match &stand {
            Stand::Working(_) => false,
            Stand::Done(judged) => now < judged.at || judged.at + KEPT < now,
            Stand::Broken => {
                known.remove(&id);
                false
            }
        };
        (!is_over).then_some(stand)
    }

    /// Begins a working; false where one is going on.
    pub(super) fn begin(&self, id: CampaignId) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(known.get(&id), Some(Stand::Working(_))) {
            return false;
        }
        if REMEMBERED <= known.len() {
            known.retain(|_, stand| matches!(stand, Stand::Working(_)));
        }
        known.insert(id, Stand::Working(0));
        true
    }

    pub(super) fn tell(&self, id: CampaignId, stand: Stand) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, stand);
    }
}

/// Sees to it that a working that ends in any way is no longer told as one that goes on.
pub(super) struct Ending<'a> {
    pub workings: &'a Workings,
    pub id: CampaignId,
    pub end: Stand,
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.workings.tell(self.id, std::mem::replace(&mut self.end, Stand::Broken));
    }
}

#[cfg(test)]
mod tests {
    use super::super::reliability::NotWorkedOut;
    use super::*;

    #[test]
    fn a_working_begins_once_is_kept_for_ten_minutes_and_is_told_once_when_it_broke_off() {
        let (workings, id) = (Workings::default(), CampaignId::from_uuid(uuid::Uuid::from_u128(1)));
        let at: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        assert!(workings.stands(id, at).is_none());
        assert!(workings.begin(id) && !workings.begin(id));
        workings.tell(id, Stand::Working(2_000));
        assert!(matches!(workings.stands(id, at), Some(Stand::Working(2_000))));
        let judged =
            Judged { at, sheets: 9, is_part: false, adaptive: 0, item_use: None, report: Err(NotWorkedOut::NoQuestions) };
        drop(Ending { workings: &workings, id, end: Stand::Done(Arc::new(judged)) });
        assert!(matches!(workings.stands(id, at + KEPT), Some(Stand::Done(_))));
        assert!(workings.stands(id, at + KEPT + SignedDuration::from_secs(1)).is_none());
        assert!(workings.begin(id));
        drop(Ending { workings: &workings, id, end: Stand::Broken });
        assert!(matches!(workings.stands(id, at), Some(Stand::Broken)));
        assert!(workings.stands(id, at).is_none());
    }
}
