//! Time left, time passed and moments in words.

use jiff::{SignedDuration, Timestamp};

use crate::i18n::Lang;
use crate::pages::desk::queue::QueueGroup;
use crate::parts::{Sla, SlaState};
use crate::site::Site;

/// A duration in words with its two largest units: `2小时10分`, `3天`.
pub fn duration(lang: Lang, length: SignedDuration) -> String {
    let minutes = length.as_mins().max(0);
    let (days, hours, rest) = (minutes / 1_440, minutes % 1_440 / 60, minutes % 60);
    match (days, hours, rest) {
        (0, 0, rest) => lang.t1("span-minutes", "n", rest),
        (0, hours, 0) => lang.t1("span-hours", "n", hours),
        (0, hours, rest) => lang.t2("span-hours-minutes", "h", hours, "m", rest),
        (days, 0, _) => lang.t1("span-days", "n", days),
        (days, hours, _) => lang.t2("span-days-hours", "d", days, "h", hours),
    }
}

/// What is left of a time limit: begun minutes count whole, so that twelve hours are not told as 11小时59分.
pub fn left(lang: Lang, length: SignedDuration) -> String {
    duration(lang, length.saturating_add(SignedDuration::from_secs(59)))
}

/// The time limit of something that is owed.
pub fn sla(lang: Lang, since: Timestamp, due: Timestamp, now: Timestamp) -> Sla {
    if due <= now {
        return Sla::new(SlaState::Over, lang.t1("sla-over", "span", duration(lang, now.duration_since(due))), 100);
    }
    let left = due.duration_since(now);
    let whole = due.duration_since(since).as_secs().max(1);
    let used = (now.duration_since(since).as_secs().max(0) * 100 / whole).min(100);
    let state = if left <= SignedDuration::from_hours(1) { SlaState::Soon } else { SlaState::Fine };
    Sla::new(state, lang.t1("sla-left", "span", self::left(lang, left)), u8::try_from(used).unwrap_or(100))
}

/// In which group of the queue something is that is due then.
pub fn group(site: &Site, due: Timestamp, now: Timestamp) -> QueueGroup {
    if due <= now {
        QueueGroup::Overdue
    } else if due.duration_since(now) <= SignedDuration::from_hours(1) {
        QueueGroup::WithinAnHour
    } else if site.app.day(due) == site.app.day(now) {
        QueueGroup::Today
    } else {
        QueueGroup::Later
    }
}

/// A moment in local time.
pub fn moment(site: &Site, lang: Lang, at: Timestamp) -> String {
    lang.moment(site.app.local(at).datetime())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_in_its_two_largest_units() {
        let told = |minutes| duration(Lang::ZhCn, SignedDuration::from_mins(minutes));
        assert_eq!(told(22), "22分");
        assert_eq!(told(120), "2小时");
        assert_eq!(told(130), "2小时10分");
        assert_eq!(told(1_440), "1天");
        assert_eq!(told(1_440 + 180), "1天3小时");
    }
}
