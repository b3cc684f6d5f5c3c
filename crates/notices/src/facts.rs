//! What is known about a recipient at the moment of planning or sending.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use xinqiao_kernel::id::NoticeId;

use crate::{About, Channel, QuietHours, Subject};

/// Facts about one account and what one notice is about. Whoever fills them reads them in the same moment in which the verdict is used.
#[derive(Debug, Clone)]
pub struct Facts {
    /// May the account sign in?
    pub is_active: bool,
    /// Does what the notice is about belong to the account?
    pub is_owner: bool,
    /// Is the account on duty for its place?
    pub is_on_duty: bool,
    /// Has been done what the notice asks for: acknowledged, decided, closed?
    pub is_done: bool,
    /// Was the notice read inside the program?
    pub is_read: bool,
    /// Ways for which the account has a confirmed address and the operator a courier.
    pub addresses: BTreeSet<Channel>,
    /// The clock on the recipient's wall.
    pub zone: TimeZone,
    /// Quiet hours of the place that the notice is about, beside those of the pack; none: only those of the pack.
    pub quiet: Option<QuietHours>,
    /// Letters to this account of the last day and of the window of the pack, those under way included: one whose end is not known may have
    /// arrived.
    pub sent: Vec<Sent>,
}

/// A letter that went out to the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub channel: Channel,
    pub at: Timestamp,
    /// Red letters count against no limit.
    pub is_red: bool,
    /// Notices that it told of: trying one of these again is the same letter.
    pub notices: Vec<NoticeId>,
    pub sayings: Vec<Saying>,
}

/// What a reader of a letter learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Saying {
    pub about: About,
    pub subject: Subject,
    pub due_at: Option<Timestamp>,
}
