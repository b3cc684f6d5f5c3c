use super::*;
use jiff::SignedDuration;

#[test]
fn a_signal_cites_item_answer_and_earlier_score() {
    let world = World::new();
    let mut facts = sheet("phq-9");
    facts.critical.push(CriticalHit { item: code("9"), value: 1, kind: CriticalKind::Suicide, strength: Strength::Hard });
    facts.bands.push(BandHit { score: code("total"), band: code("moderately_severe"), attention: 4 });
    facts.scores.push(ScoreValue { code: code("total"), value: 19.0 });
    for (value, day) in [(9.0, date(2026, 5, 2)), (17.0, date(2026, 10, 2)), (3.0, date(2026, 12, 1))] {
        facts.previous.push(PreviousScore { code: code("total"), value, on: day });
    }
    let drafts = signals_from(&world.rules, &facts);
    let item = Evidence::Critical { item: code("9"), value: 1, about: CriticalKind::Suicide, strength: Strength::Hard };
    assert_eq!(drafts[0].evidence, [item]);
    // the latest earlier sheet; one from the future is not earlier
    let previous = Some(signal::Earlier { value: 17.0, on: date(2026, 10, 2) });
    let band = Evidence::Band { score: code("total"), band: code("moderately_severe"), value: Some(19.0), previous };
    assert_eq!(drafts[1].evidence, [band]);
}

#[test]
fn every_draft_names_rule_and_version_and_has_evidence() {
    let world = World::new();
    let mut facts = sheet("isi");
    facts.asked_for_contact = true;
    facts.bands.push(BandHit { score: code("total"), band: code("severe"), attention: 4 });
    let drafts = signals_from(&world.rules, &facts);
    let said: Vec<(&str, &str, Level)> =
        drafts.iter().map(|d| (d.rule.rule.as_str(), d.rule.version.as_str(), d.proposed)).collect();
    assert_eq!(said, [("talk-soon", "1", Level::Blue), ("asked-for-contact", "1", Level::Blue)]);
    assert!(drafts.iter().all(|draft| !draft.evidence.is_empty()));
}

#[test]
fn a_signal_expires_at_the_instant_of_its_expiry() {
    let signal = World::new().own_answers();
    assert_eq!(signal.expires_at, ten() + SignedDuration::from_hours(14 * 24));
    assert_eq!(signal.state(signal.expires_at - SignedDuration::from_secs(1)), SignalState::Open);
    assert_eq!(signal.state(signal.expires_at), SignalState::Expired);
}

#[test]
fn a_red_hint_is_owed_a_decision_within_8_minutes() {
    let world = World::new();
    let signal = world.own_answers();
    assert_eq!(signal.decide_by(&world.time()), at("2026-11-22T10:08:00+08:00"));
    assert!(!signal.is_overdue(&world.time(), at("2026-11-22T10:07:59+08:00")));
    assert!(signal.is_overdue(&world.time(), at("2026-11-22T10:08:00+08:00")));
}

#[test]
fn a_signal_is_decided_once() {
    let world = World::new();
    let signal = world.own_answers();
    let dismissed = signal.dismiss(&act(1, 1, ten()), Dismissal::AnsweredByMistake, &world.time()).unwrap();
    assert_eq!(dismissed.state(ten()), SignalState::Dismissed);
    let again = dismissed.confirm(&act(2, 1, ten()), WarningId::new(&IdSource::seeded(1), ten()));
    assert_eq!(again, Err(Refusal::SignalNotOpen { signal: signal.id, state: SignalState::Dismissed }));
}

#[test]
fn an_expired_signal_cannot_become_a_warning() {
    let world = World::new();
    let signal = world.own_answers();
    let late = signal.expires_at;
    let opening = Opening {
        warning: WarningId::new(&IdSource::seeded(1), ten()),
        signals: std::slice::from_ref(&signal),
        level: Level::Yellow,
        owner: owner(2, COUNTY),
        note: None,
    };
    let refused = propose(opening, &act(1, 1, late), &world.time());
    assert_eq!(refused, Err(Refusal::SignalNotOpen { signal: signal.id, state: SignalState::Expired }));
}

#[test]
fn a_warning_needs_signals_about_one_person() {
    let world = World::new();
    let mut other = world.signal(2, SignalSource::SelfRequest);
    other.person = PersonId::new(&IdSource::seeded(77), ten());
    let open = |signals: &[Signal]| {
        let warning = WarningId::new(&IdSource::seeded(1), ten());
        let opening = Opening { warning, signals, level: Level::Blue, owner: owner(2, COUNTY), note: None };
        propose(opening, &act(1, 1, ten()), &world.time()).map(|_| ())
    };
    assert_eq!(open(&[]), Err(Refusal::NoSignal));
    assert_eq!(open(&[world.own_answers(), other]), Err(Refusal::DifferentPersons));
}

#[test]
fn a_reason_that_the_pack_does_not_offer_is_refused() {
    let mut world = World::new();
    world.rules.dismissals.retain(|reason| *reason != Dismissal::TestEntry);
    let refused = world.own_answers().dismiss(&act(1, 1, ten()), Dismissal::TestEntry, &world.time());
    assert_eq!(refused, Err(Refusal::ReasonNotOffered { reason: Dismissal::TestEntry }));
}
