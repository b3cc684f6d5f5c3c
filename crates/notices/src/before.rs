//! The last question before a letter goes.

use jiff::Timestamp;

use crate::dispatch::{Dispatch, State};
use crate::timing::{earliest, plus};
use crate::{Channel, Facts, Notice, Reason, Rules, Saying, To};

/// What to do with a dispatch now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may go at this moment.
    Send,
    /// Not yet; always later than now.
    Wait { until: Timestamp },
    /// Never: write [`crate::Event::Superseded`].
    Superseded(Reason),
    /// The recipient has no address any more: write [`crate::Event::NoAddress`], then ask [`crate::hasten`].
    NoAddress,
    /// The courier did not come back: write [`crate::Event::Lost`], then ask [`crate::hasten`].
    Lost,
    /// It has ended already.
    Over,
}

/// Asked at the very moment of sending, with facts read in that moment.
///
/// An unknown kind is sent to nobody outside: it waits for a pack that knows it, and a sweep that plans it tells of it.
pub fn before_sending(rules: &Rules, notice: &Notice, dispatch: &Dispatch, facts: &Facts, now: Timestamp) -> Verdict {
    let Some(next_at) = dispatch.next_at() else { return Verdict::Over };
    if dispatch.channel == Channel::InApp {
        return Verdict::Over;
    }
    let Some(kind) = rules.kind(&notice.kind) else { return Verdict::Wait { until: rules.lease_ends(now) } };
    // a courier is under way: whatever has changed, it cannot be called back
    if let State::Sending { until } = dispatch.state {
        return if now < until { Verdict::Wait { until } } else { Verdict::Lost };
    }
    if let Some(reason) = ended(kind.to, facts) {
        return Verdict::Superseded(reason);
    }
    if !facts.addresses.contains(&dispatch.channel) {
        return Verdict::NoAddress;
    }
    if now < next_at {
        return Verdict::Wait { until: next_at };
    }
    if is_said(rules, notice, &notice.saying(kind.subject), dispatch.channel, facts, now) {
        return Verdict::Superseded(Reason::Said);
    }
    let at = earliest(rules, notice, dispatch.channel, facts, now);
    if now < at { Verdict::Wait { until: at } } else { Verdict::Send }
}

fn ended(to: To, facts: &Facts) -> Option<Reason> {
    let stands = match to {
        To::Owner => (!facts.is_owner).then_some(Reason::NotOwner),
        To::OnDuty => (!facts.is_on_duty).then_some(Reason::OffDuty),
        To::Account => None,
    };
    let checks = [
        (!facts.is_active).then_some(Reason::Inactive),
        stands,
        facts.is_done.then_some(Reason::Done),
        facts.is_read.then_some(Reason::Read),
    ];
    checks.into_iter().flatten().next()
}

/// Did another letter say it? An earlier attempt with the same notice is the same letter under the same id, and stands against nothing. What has
/// become red is said again even when it was said before it was: a letter too many is better than one too few.
fn is_said(rules: &Rules, notice: &Notice, saying: &Saying, channel: Channel, facts: &Facts, now: Timestamp) -> bool {
    facts.sent.iter().any(|sent| {
        let is_recent = sent.channel == channel && now < plus(sent.at, rules.window());
        let weighs = sent.is_red || !notice.is_red();
        is_recent && weighs && !sent.notices.contains(&notice.id) && sent.sayings.contains(saying)
    })
}
