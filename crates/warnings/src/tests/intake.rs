//! What others hand in becomes one signal, by the rules of the shipped pack.

use proptest::prelude::*;

use crate::intake::{EvidenceToml, HandedIn, IntakeRefusal, Mark, SourcesToml, TextRead};
use crate::{Action, Code, Evidence, Finding, Level, RuleSet, RuleToml, Severity, Sources, What};

fn raw() -> (SourcesToml, EvidenceToml) {
    let sources = include_str!("../../../../packs/sources/default/sources.toml");
    let evidence = include_str!("../../../../packs/sources/default/evidence.toml");
    (toml::from_str(sources).unwrap(), toml::from_str(evidence).unwrap())
}

fn sources() -> Sources {
    let (sources, evidence) = raw();
    Sources::compile(&sources, &evidence).unwrap()
}

fn rules() -> RuleSet {
    let raw: RuleToml = toml::from_str(include_str!("../../../../packs/warnings/assessment-default/rule.toml")).unwrap();
    RuleSet::compile(&raw).unwrap()
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn read(level: u8) -> TextRead {
    let marks = vec![Mark { start: 0, end: 2, category: "ideation".to_owned(), counted: level }];
    TextRead { level, about_other: false, marks, rules: "default".to_owned(), version: "1".to_owned() }
}

fn handed(kind: &str, observations: &[&str], text: Option<u8>) -> HandedIn {
    HandedIn { kind: code(kind), observations: observations.iter().map(|one| code(one)).collect(), text: text.map(read) }
}

#[test]
fn the_gravest_of_what_was_ticked_and_read_is_proposed_and_named() {
    let (sources, rules) = (sources(), rules());
    for (observations, text, rule, level) in [
        (&["changed"][..], None, "changed", Level::Blue),
        (&["changed", "plan-with-means"], Some(0), "plan-with-means", Level::Red),
        (&["changed"], Some(4), "text-4", Level::Red),
        (&[], Some(2), "text-2", Level::Yellow),
        (&[], Some(0), "letter", Level::Blue),
        // as grave: what a person noticed goes before what was read
        (&["attempt-now"], Some(4), "attempt-now", Level::Red),
    ] {
        let draft = sources.draft(&rules, &handed("letter", observations, text)).unwrap();
        assert_eq!((draft.rule.rule.as_str(), draft.proposed), (rule, level), "{observations:?} {text:?}");
    }
}

#[test]
fn what_cannot_be_used_is_refused_by_name() {
    let (sources, rules) = (sources(), rules());
    let refused = |handed: HandedIn| sources.draft(&rules, &handed).unwrap_err();
    assert_eq!(refused(handed("weather", &["changed"], None)), IntakeRefusal::UnknownKind { code: code("weather") });
    assert_eq!(refused(handed("letter", &["petitioner"], None)), IntakeRefusal::UnknownObservation { code: code("petitioner") });
    assert_eq!(refused(handed("letter", &[], None)), IntakeRefusal::Nothing);
    assert_eq!(refused(handed("police", &["changed"], Some(1))), IntakeRefusal::NoWords { code: code("police") });
}

#[test]
fn words_are_evidence_once_confirmed_and_deeds_always() {
    let sources = sources();
    let evidence = [Evidence::Observed { code: code("self-harm") }, Evidence::Text(read(4))];
    assert_eq!(sources.risk_kinds(&evidence, false), [&code("self-harm")]);
    assert_eq!(sources.risk_kinds(&evidence, true), [&code("self-harm"), &code("plan-with-means")]);
    let due_at = jiff::Timestamp::UNIX_EPOCH;
    assert_eq!(
        sources.of_deed(&What::Intervened { action: Action::SafetyPlan, due_at, review_due_at: None }),
        Some(&code("safety-plan"))
    );
    assert_eq!(sources.of_deed(&What::Verified { finding: Finding::Unreachable, due_at }), None);
    assert_eq!(sources.of_rule("suicide-item-often"), Some((&code("ideation-with-method"), 700)));
}

#[test]
fn every_fault_of_a_pack_is_named_at_once() {
    let (mut sources, mut evidence) = raw();
    sources.observations[1].code = sources.observations[0].code.clone();
    sources.observations[2].title.en = " ".to_owned();
    sources.observations[3].code = code("letter");
    sources.texts.pop();
    sources.kinds[0].expires_after.days = Some(0);
    evidence.assessments[0].permille = 1001;
    evidence.deeds[0].action = Some(Action::Company);
    let faults = Sources::compile(&sources, &evidence).unwrap_err();
    let keys: Vec<&str> = faults.iter().map(|fault| fault.key.as_str()).collect();
    for key in [
        "observation attempt-now",
        "observation plan-with-means.title.en",
        "observation letter",
        "text 1",
        "kind letter.expires_after",
        "assessment suicide-item-often.permille",
        "deed[0]",
    ] {
        assert!(keys.contains(&key), "{key} in {keys:?}");
    }
}

proptest! {
    #[test]
    fn another_tick_or_graver_words_never_make_the_proposal_milder(
        ticks in proptest::collection::vec(0_usize..23, 0..6), more in 0_usize..23, level in 0_u8..4, kind in 0_usize..15,
    ) {
        let (sources, rules) = (sources(), rules());
        let kind = &sources.kinds()[kind % sources.kinds().len()];
        let at = |index: usize| sources.observations()[index % sources.observations().len()].code.clone();
        let words = |level| kind.words.then(|| read(level));
        let less = HandedIn { kind: kind.code.clone(), observations: ticks.iter().map(|tick| at(*tick)).collect(), text: words(level) };
        let mut with = less.clone();
        with.observations.push(at(more));
        let graver = HandedIn { text: words(level + 1), ..less.clone() };
        prop_assume!(!less.observations.is_empty() || less.text.is_some());
        let severity = |handed: &HandedIn| sources.draft(&rules, handed).unwrap().severity;
        prop_assert!(severity(&with) <= severity(&less));
        prop_assert!(severity(&graver) <= severity(&less));
        prop_assert!(severity(&less) <= kind.least);
        prop_assert!(severity(&less) <= Severity::Low);
    }
}
