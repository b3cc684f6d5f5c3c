//! Two notices never say the same thing.

use xinqiao_kernel::id::NoticeId;

use crate::timing::plus;
use crate::{Notice, Rules};

/// Whether a notice is a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It says something new.
    New,
    /// This one has said it already.
    Same(NoticeId),
}

/// Compares a notice with earlier ones of its recipient: the same kind about the same step of the same thing, within the window of the pack, is
/// the same notice, in whichever order the two are looked at.
pub fn admit<'a>(rules: &Rules, notice: &Notice, earlier: impl IntoIterator<Item = &'a Notice>) -> Admission {
    let key = notice.key();
    let same = earlier.into_iter().find(|other| {
        let (first, last) = (other.made_at.min(notice.made_at), other.made_at.max(notice.made_at));
        other.key() == key && last < plus(first, rules.window())
    });
    same.map_or(Admission::New, |other| Admission::Same(other.id))
}
