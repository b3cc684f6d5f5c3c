//! Which rules and which words hold where.

use crate::jurisdiction::{JurisdictionsToml, Ruled, lacks};

use super::*;

const SHIPPED: &str = include_str!("../../../../packs/jurisdictions/places.toml");
pub(super) const EXAMPLE: &str = include_str!("../../../../packs/warnings/school-example/rule.toml");
const SCHOOL: &str = "62/6207/620702/s1/";

fn rules(id: &str, from: i16) -> RuleSet {
    let mut rules = World::new().rules;
    rules.id = code(id);
    rules.valid_from = date(from, 1, 1);
    rules
}

/// Lines of path, rules and words; empty: left out.
fn table(lines: &[(&str, &str, &str)]) -> JurisdictionsToml {
    let mut raw: JurisdictionsToml = toml::from_str(SHIPPED).unwrap();
    let given = |text: &str| (!text.is_empty()).then(|| code(text));
    let line = |(path, rules, words): &(&str, &str, &str)| crate::jurisdiction::PlaceToml {
        path: (*path).to_owned(),
        rules: given(rules),
        words: given(words),
        source: "a decision".to_owned(),
    };
    raw.places = lines.iter().map(line).collect();
    raw
}

fn compiled(lines: &[(&str, &str, &str)]) -> Jurisdictions {
    let (root, county, later) = (rules("root", 2030), rules("county", 2020), rules("later", 2027));
    Jurisdictions::compile(&table(lines), &[&root, &county, &later]).unwrap()
}

fn faults(raw: &JurisdictionsToml) -> Vec<(String, String)> {
    let root = rules("root", 2026);
    let found = Jurisdictions::compile(raw, &[&root]).unwrap_err();
    found.into_iter().map(|fault| (fault.key, fault.found)).collect()
}

#[test]
fn the_rules_of_the_nearest_place_hold_once_they_are_in_force() {
    let all =
        compiled(&[("", "root", ""), ("62/6207/", "county", ""), (COUNTY, "later", "plain"), (SCHOOL, "", "grade-one-gravest")]);
    let at = |place: &str, year| all.rules_for(&place.parse().unwrap(), date(year, 6, 1)).id().as_str();
    // the root's hold whatever the day: no place is ever without rules
    assert_eq!((at("", 2019), at("63/", 2019), at(COUNTY, 2019)), ("root", "root", "root"));
    assert_eq!((at("62/6207/620721/t1/", 2026), at("62/62071/", 2026)), ("county", "root"));
    // what is not in force yet is passed over; a line about words alone leaves the rules as they are
    assert_eq!((at(COUNTY, 2026), at(COUNTY, 2027), at(SCHOOL, 2027)), ("county", "later", "later"));
    assert_eq!(all.default_rules().id().as_str(), "root");
    let used: Vec<&str> = all.in_use().map(|rules| rules.id().as_str()).collect();
    assert_eq!(used, ["root", "county", "later"]);
}

#[test]
fn words_run_both_ways_and_the_level_behind_them_does_not() {
    let lines =
        [("", "root", ""), ("62/6207/", "", "grade-one-mildest"), (COUNTY, "", "plain"), (SCHOOL, "", "grade-one-gravest")];
    let all = compiled(&lines);
    let red = |place: &str| all.words_at(&place.parse().unwrap()).map(|words| words.of(Level::Red).to_owned());
    assert_eq!((red("63/"), red("62/6207/620721/")), (None, Some("三级".to_owned())));
    assert_eq!((red(COUNTY), red(SCHOOL)), (None, Some("一级".to_owned())));
}

#[test]
fn whoever_works_at_places_with_different_words_reads_colours() {
    let all = compiled(&[("", "root", ""), ("62/6207/", "", "grade-one-mildest"), (SCHOOL, "", "grade-one-gravest")]);
    let reads = |places: &[&str]| {
        let places: Vec<PlacePath> = places.iter().map(|place| place.parse().unwrap()).collect();
        all.words_of_reader(&places).map(|words| words.code().as_str().to_owned())
    };
    assert_eq!(reads(&[SCHOOL]).as_deref(), Some("grade-one-gravest"));
    assert_eq!(reads(&[COUNTY, "62/6207/"]).as_deref(), Some("grade-one-mildest"));
    assert_eq!((reads(&[SCHOOL, COUNTY]), reads(&["63/", COUNTY]), reads(&[])), (None, None, None));
}

#[test]
fn a_report_says_what_begins_where() {
    let all =
        compiled(&[("62/6207/", "county", "plain"), ("", "root", ""), (SCHOOL, "", "grade-one-gravest"), ("63/", "root", "")]);
    let told: Vec<_> = all
        .lines()
        .map(|Ruled { place, rules, from, words }| {
            (place.as_str().to_owned(), rules.map_or("", Code::as_str), from.map(|day| day.year()), words.unwrap_or_default())
        })
        .collect();
    let line = |place: &str, rules, from, words| (place.to_owned(), rules, from, words);
    let expected = [
        line("", "root", None, ""),
        line("62/6207/", "county", Some(2020), "plain"),
        line(SCHOOL, "", None, "grade-one-gravest"),
        // the root's rules, named again: from the first day
        line("63/", "root", None, ""),
    ];
    assert_eq!(told, expected);
}

#[test]
fn every_fault_of_the_table_is_named_with_its_line() {
    let mut raw = table(&[("62/6207", "root", ""), ("62/6207/", "rooot", "grade-one"), ("62/6207/", "", "plain"), ("", "", "")]);
    raw.places[3].source = " ".to_owned();
    raw.words.get_mut(&code("grade-one-gravest")).unwrap().blue = "一级".to_owned();
    raw.words.get_mut(&code("grade-one-mildest")).unwrap().red = "一二三四五六七八九十一二三".to_owned();
    let plain = raw.words[&code("grade-one-gravest")].clone();
    raw.words.insert(code("plain"), crate::jurisdiction::WordsToml { blue: "三级".to_owned(), ..plain });
    let found = faults(&raw);
    let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
    let expected = [
        "words.grade-one-gravest.blue",
        "words.grade-one-mildest.red",
        "words.plain",
        "place[1].path",
        "place[2].rules",
        "place[2].words",
        "place[3].path",
        "place[4].source",
        "place[4]",
    ];
    assert_eq!(keys, expected);
    assert_eq!((found[3].1.as_str(), found[4].1.as_str()), ("\"62/6207\"", "rooot"));
}

#[test]
fn without_rules_at_the_root_nothing_is_begun() {
    let found = faults(&table(&[(COUNTY, "root", "")]));
    assert_eq!(found, [("place".to_owned(), "no such line".to_owned())]);
    let words_only = faults(&table(&[("", "", "plain")]));
    assert_eq!(words_only, [("place".to_owned(), "no such line".to_owned())]);
}

#[test]
fn rules_that_see_less_than_the_default_are_told_and_rules_that_ask_for_more_are_not() {
    let default = World::new().rules;
    let example = RuleSet::compile(&toml::from_str(EXAMPLE).unwrap()).unwrap();
    assert_eq!(lacks(&default, &example), []);
    let mut less = default.clone();
    less.signals.retain(|rule| rule.code != code("cssrs-high"));
    less.outcomes.retain(|outcome| *outcome != Outcome::Referred);
    less.dismissals.retain(|reason| *reason != Dismissal::WrongPerson);
    less.close_needs_two.clear();
    let keys: Vec<String> = lacks(&default, &less).into_iter().map(|fault| fault.key).collect();
    assert_eq!(keys, ["signal", "outcomes", "dismissals", "close_needs_two"]);
    // the other way round all of that is more than the default has
    assert_eq!(lacks(&less, &default), []);
}

#[test]
fn rules_that_change_under_an_open_warning_leave_its_due_time_and_set_the_next() {
    let world = World::new();
    let example = RuleSet::compile(&toml::from_str(EXAMPLE).unwrap()).unwrap();
    let opened = world.opened(Level::Yellow, false).warning;
    let due = |warning: &Warning| warning.state().open().unwrap().1.due_at;
    // 12 hours to take it on, by the rules of its first day
    assert_eq!(due(&opened), at("2026-11-22T22:00:00+08:00"));
    let changed = Timetable { rules: &example, ..world.time() };
    let escalated = escalate(&opened, act(3, 0, ten()).id, at("2026-11-22T16:00:00+08:00"), &[], &changed);
    assert!(matches!(escalated, Err(Refusal::NotDue { .. })), "the example's 4 hours do not reach back");
    let taken = acknowledge(&opened, &act(4, 2, at("2026-11-22T12:00:00+08:00")), None, &changed).unwrap().warning;
    // 16 hours to talk, by the rules of the day on which the step began
    assert_eq!(due(&taken), at("2026-11-23T04:00:00+08:00"));
    assert_eq!(taken.rules().0.as_str(), "assessment-default");
}
