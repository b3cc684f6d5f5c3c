//! Comparing a session with the rules of its kind.

use jiff::{SignedDuration, Timestamp};

use crate::{Expected, Fault, RatingUse, Rules, Session};

/// A device's clock may be ahead by so much.
const AHEAD_MIN: i64 = 5;

/// Compares a session with the pack: kind, measurements, units, ranges, ratings, times. `sends` are the kinds that the device may send.
/// A value outside its range is refused and never bent into it. Errors: all faults at once.
pub fn check(session: &Session, rules: &Rules, sends: &[String], now: Timestamp) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    times(session, rules, now, &mut faults);
    let known: Vec<String> = rules.kind_codes().into_iter().filter(|code| sends.contains(code)).collect();
    let kind = rules.kind(&session.kind).filter(|kind| known.contains(&kind.code));
    let Some(kind) = kind else {
        faults.push(Fault::new("kind", Expected::OneOf(known), &session.kind));
        return Err(faults);
    };
    let most = rules.sessions().most_measurements;
    if u32::try_from(session.measurements.len()).map_or(true, |count| most < count) {
        faults.push(Fault::new("measurements", Expected::Most(most), session.measurements.len().to_string()));
        return Err(faults);
    }
    for (index, measured) in session.measurements.iter().enumerate() {
        let path = |field: &str| format!("measurements[{index}].{field}");
        let allowed = rules.measurement(&measured.code).filter(|found| kind.measurements.contains(&found.code));
        let Some(rule) = allowed else {
            faults.push(Fault::new(path("code"), Expected::OneOf(kind.measurements.clone()), &measured.code));
            continue;
        };
        if measured.unit != rule.unit {
            faults.push(Fault::new(path("unit"), Expected::Text(rule.unit.clone()), &measured.unit));
        }
        let low = rule.from.is_some_and(|from| measured.value < from);
        if low || rule.to.is_some_and(|to| to < measured.value) {
            faults.push(Fault::new(path("value"), Expected::Range(rule.from, rule.to), measured.value.to_string()));
        }
        let within = |at: Timestamp| session.started_at <= at && at <= session.ended_at;
        if let Some(at) = measured.at.filter(|at| !within(*at)) {
            faults.push(Fault::new(path("at"), Expected::WithinSession, at.to_string()));
        }
    }
    match (kind.ratings, session.ratings) {
        (RatingUse::Required, None) => faults.push(Fault::new("ratings", Expected::BothRatings, "nothing")),
        (RatingUse::None, Some(_)) => faults.push(Fault::new("ratings", Expected::Nothing, "ratings")),
        _ => {}
    }
    if session.measurements.is_empty() && session.ratings.is_none() {
        faults.push(Fault::new("measurements", Expected::Something, "nothing"));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn times(session: &Session, rules: &Rules, now: Timestamp, faults: &mut Vec<Fault>) {
    if session.ended_at < session.started_at {
        faults.push(Fault::new("ended_at", Expected::AfterStart, session.ended_at.to_string()));
    }
    if SignedDuration::from_mins(AHEAD_MIN) < session.ended_at.duration_since(now) {
        faults.push(Fault::new("ended_at", Expected::Past, session.ended_at.to_string()));
    }
    let days = rules.sessions().oldest_days;
    if SignedDuration::from_hours(24 * i64::from(days)) < now.duration_since(session.started_at) {
        faults.push(Fault::new("started_at", Expected::WithinDays(days), session.started_at.to_string()));
    }
}
