//! The shipped pack, and packs with a fault.

use super::*;
use crate::rules::{CutOffToml, KindToml, LimitToml};

fn keys(raw: PackToml) -> Vec<String> {
    let faults = Rules::compile(raw, &["zh-CN", "en"]).unwrap_err();
    faults.into_iter().map(|fault| fault.key).collect()
}

#[test]
fn the_shipped_pack_is_sound() {
    assert_eq!(Rules::compile(raw(), &["zh-CN", "en"]).map(|rules| rules.id().clone()), Ok(code("default")));
}

#[test]
fn a_table_that_gives_a_seat_more_than_its_ceiling_is_a_fault() {
    for seat in Seat::ALL {
        let ceiling = seat.ceiling();
        for group in Group::ALL.iter().filter(|group| !ceiling.contains(group)) {
            let mut raw = raw();
            raw.seats.seat.iter_mut().find(|row| row.seat == *seat).unwrap().sees.push(*group);
            assert_eq!(keys(raw), [format!("seat.{seat}.sees")], "{group}");
        }
    }
}

#[test]
fn no_pack_can_give_notes_to_anybody_but_professionals() {
    let with_notes: Vec<Seat> = Seat::ALL.iter().copied().filter(|seat| seat.ceiling().contains(&Group::Notes)).collect();
    let professionals: Vec<Seat> = Seat::ALL.iter().copied().filter(|seat| seat.is_professional()).collect();
    assert_eq!(with_notes, professionals);
    assert_eq!(professionals.len(), 6);
}

#[test]
fn each_fault_is_named_and_all_come_at_once() {
    let mut raw = raw();
    raw.rules.limits.tries = LimitToml { is: 0, source: " ".to_owned() };
    raw.rules.limits.postpone_days.is = 200;
    raw.rules.grade.retain(|row| row.grade != Grade::Medium);
    raw.lists.problem[0].title.remove("en");
    raw.lists.area.clear();
    raw.lists.kind[0] = KindToml { team: vec![Seat::Person], ..raw.lists.kind[0].clone() };
    raw.lists.kind[1].code = raw.lists.kind[0].code.clone();
    raw.lists.safety.pop();
    raw.rules.trend.remove(&Movement::Worse);
    raw.rules.coverage[0].target_percent = 101;
    raw.rules.source.clear();
    let expected = [
        "source",
        "limits.tries.is",
        "limits.tries.source",
        "limits.postpone_days.is",
        "grade.medium",
        "kind.general",
        "problem.mood.title.en",
        "area",
        "kind.general.team",
        "safety.surroundings",
        "trend.worse",
        "coverage.K2-08.target_percent",
    ];
    assert_eq!(keys(raw), expected);
}

#[test]
fn a_graver_grade_is_looked_at_no_less_often() {
    let mut raw = raw();
    raw.rules.grade.iter_mut().find(|row| row.grade == Grade::Crisis).unwrap().contact_days = 4;
    assert_eq!(keys(raw), ["grade.crisis.contact_days"]);
}

#[test]
fn a_reliable_change_below_what_spread_and_reliability_give_is_a_fault() {
    let mut raw = raw();
    let phq = raw.rules.measure.iter_mut().find(|measure| measure.code == code("phq-9")).unwrap();
    let least = phq.jacobson_truax.unwrap().reliable_change();
    assert!((4.024..4.025).contains(&least), "{least}");
    phq.reliable_change = Some(Score::whole(4));
    assert_eq!(keys(raw.clone()), ["measure.phq-9.reliable_change"]);
    let phq = raw.rules.measure.iter_mut().find(|measure| measure.code == code("phq-9")).unwrap();
    phq.reliable_change = None;
    assert_eq!(keys(raw), ["measure.phq-9.reliable_change"]);
}

#[test]
fn measures_add_up_and_their_cut_offs_rise_with_age() {
    let of = |change: fn(&mut crate::rules::MeasureToml)| {
        let mut raw = raw();
        change(&mut raw.rules.measure[0]);
        keys(raw)
    };
    assert_eq!(of(|ors| ors.range[1] = Score::whole(30)), ["measure.ors.parts", "measure.ors.cut_off"]);
    assert_eq!(of(|ors| ors.cut_off[1].up_to_age = Some(12)), ["measure.ors.cut_off"]);
    assert_eq!(of(|ors| ors.cut_off.truncate(2)), ["measure.ors.cut_off"]);
    assert_eq!(of(|ors| ors.cut_off.push(CutOffToml { up_to_age: None, at: Score::ZERO })), ["measure.ors.cut_off"]);
    assert_eq!(of(|ors| ors.reliable_change = Some(Score::whole(41))), ["measure.ors.reliable_change"]);
    assert_eq!(of(|ors| ors.range = [Score::ZERO; 2]).first().unwrap(), "measure.ors.range");
}

#[test]
fn an_outcome_that_claims_help_needs_feedback_and_a_look_at_the_risk() {
    let mut raw = raw();
    raw.rules.outcome[0].needs = vec![Need::Goals, Need::Steps];
    assert_eq!(keys(raw), ["outcome.helped.needs"]);
}

#[test]
fn people_who_decline_or_cannot_be_reached_need_an_outcome() {
    let mut raw = raw();
    raw.rules.outcome.retain(|row| !row.needs.contains(&Need::Tried) && !row.needs.contains(&Need::Declined));
    assert_eq!(keys(raw), ["outcome", "outcome"]);
}

#[test]
fn an_unknown_key_is_refused() {
    let text = PACK.replacen("[thresholds]", "[thresholds]\nsafety = 3", 1);
    assert!(toml::from_str::<crate::rules::RulesToml>(&text).is_err());
}

#[test]
fn a_fault_names_its_file() {
    let mut raw = raw();
    raw.rules.source.clear();
    raw.lists.area.clear();
    raw.seats.seat.pop();
    let faults = Rules::compile(raw, &["zh-CN", "en"]).unwrap_err();
    let files: Vec<&str> = faults.into_iter().map(|fault| fault.file).collect();
    assert_eq!(files, ["rules.toml", "lists.toml", "seats.toml"]);
}
