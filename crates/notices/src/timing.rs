//! When a letter may go.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

use crate::{Channel, Facts, Notice, Rules, Sent};

/// The first instant from `from` on at which a letter may go: not in a quiet hour of the pack or of the place, not too soon after another one, not one too many on a day.
/// What is red goes at once. What is due goes while there is time left, whatever the hour: an hour of rest is worth less than a term missed.
pub(crate) fn earliest(rules: &Rules, notice: &Notice, channel: Channel, facts: &Facts, from: Timestamp) -> Timestamp {
    if notice.is_red() || channel == Channel::InApp {
        return from;
    }
    let mut at = from;
    // each round leaves `at` or moves it ahead; three limits settle in as many rounds as there are days, two are enough for what is sent
    for _ in 0..4 {
        let awake = rules.quiet().end_after(at, &facts.zone);
        let awake = facts.quiet.map_or(awake, |quiet| quiet.end_after(awake, &facts.zone));
        let moved = full_day(rules, notice, channel, facts, spaced(rules, notice, channel, facts, awake));
        if moved == at {
            break;
        }
        at = moved;
    }
    match notice.due_at {
        // when it is late already, waiting for the morning costs nothing more
        Some(due_at) if from <= due_at => at.min(from.max(latest(rules, due_at))),
        _ => at,
    }
}

/// The last instant at which a reader still has time to act.
pub(crate) fn latest(rules: &Rules, due_at: Timestamp) -> Timestamp {
    due_at.checked_sub(rules.lead()).unwrap_or(due_at)
}

/// Letters that count against the limits: not red ones, and not an earlier attempt with the same notice.
fn counted<'a>(notice: &'a Notice, channel: Channel, facts: &'a Facts) -> impl Iterator<Item = &'a Sent> {
    facts.sent.iter().filter(move |sent| sent.channel == channel && !sent.is_red && !sent.notices.contains(&notice.id))
}

fn spaced(rules: &Rules, notice: &Notice, channel: Channel, facts: &Facts, at: Timestamp) -> Timestamp {
    let last = counted(notice, channel, facts).map(|sent| sent.at).max();
    last.map_or(at, |last| at.max(plus(last, rules.spacing())))
}

fn full_day(rules: &Rules, notice: &Notice, channel: Channel, facts: &Facts, at: Timestamp) -> Timestamp {
    let day = at.to_zoned(facts.zone.clone()).date();
    let on_it = counted(notice, channel, facts).filter(|sent| sent.at.to_zoned(facts.zone.clone()).date() == day).count();
    if on_it < rules.most_per_day() { at } else { next_day(at, &facts.zone) }
}

fn next_day(at: Timestamp, zone: &TimeZone) -> Timestamp {
    let tomorrow = at.to_zoned(zone.clone()).date().checked_add(1.day()).and_then(|day| day.to_zoned(zone.clone()));
    tomorrow.as_ref().map_or(at, Zoned::timestamp)
}

pub(crate) fn plus(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
