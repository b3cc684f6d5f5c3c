//! What goes to one recipient in one letter.

use std::collections::{BTreeMap, BTreeSet};

use xinqiao_kernel::id::{AccountId, NoticeId};

use crate::{Channel, Notice, Rules, Saying};

/// Notices that one letter tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    pub account: AccountId,
    pub channel: Channel,
    pub is_red: bool,
    /// Oldest first.
    pub notices: Vec<NoticeId>,
    /// What a reader learns; to be kept for [`crate::Facts::sent`].
    pub sayings: Vec<Saying>,
}

/// Puts together what may go now (each with [`crate::Verdict::Send`]). What is red goes alone, together with whatever says the same; everything
/// else for one recipient and way goes in one letter. Kinds that the pack does not know are left out.
pub fn parcels(rules: &Rules, ready: &[(&Notice, Channel)]) -> Vec<Parcel> {
    let mut oldest_first: Vec<&(&Notice, Channel)> = ready.iter().collect();
    oldest_first.sort_by_key(|(notice, channel)| (notice.made_at, notice.id, *channel));
    let red: BTreeSet<(AccountId, Channel, Saying)> = oldest_first
        .iter()
        .filter(|(notice, _)| notice.is_red())
        .filter_map(|(notice, channel)| Some((notice.account, *channel, notice.saying(rules.kind(&notice.kind)?.subject))))
        .collect();
    let mut found: BTreeMap<(AccountId, Channel, Option<Saying>), Parcel> = BTreeMap::new();
    for (notice, channel) in oldest_first {
        let Some(kind) = rules.kind(&notice.kind) else { continue };
        let saying = notice.saying(kind.subject);
        let is_red = red.contains(&(notice.account, *channel, saying));
        let parcel = found.entry((notice.account, *channel, is_red.then_some(saying))).or_insert_with(|| Parcel {
            account: notice.account,
            channel: *channel,
            is_red,
            notices: Vec::new(),
            sayings: Vec::new(),
        });
        if !parcel.notices.contains(&notice.id) {
            parcel.notices.push(notice.id);
        }
        if !parcel.sayings.contains(&saying) {
            parcel.sayings.push(saying);
        }
    }
    found.into_values().collect()
}
