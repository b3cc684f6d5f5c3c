//! Endings, verdicts, times, and which figures are bad.

use super::RULE;
use crate::quality::{Bad, Became, Change, Ending, Figures, Part, QualityToml, Tally, Verdict, pace};
use crate::{Dismissal, Facts, Level, Outcome, QualityRules, RuleSet, RuleToml};

const PACK: &str = include_str!("../../../../packs/quality/default/quality.toml");

fn raw() -> QualityToml {
    toml::from_str(PACK).unwrap()
}

fn rules() -> QualityRules {
    QualityRules::compile(&raw()).unwrap()
}

#[test]
fn every_outcome_and_every_dismissal_is_an_ending_that_says_something_or_nothing() {
    let rules = rules();
    let words = Outcome::ALL.iter().map(|word| word.code()).chain(Dismissal::ALL.iter().map(|word| word.code()));
    for word in words {
        let ending: Ending = word.parse().unwrap();
        assert_ne!(rules.verdict(ending), Verdict::Undecided, "{word}");
    }
    let said = |ending| rules.verdict(ending);
    assert_eq!(said(Ending::Supported), Verdict::Right);
    assert_eq!(said(Ending::FalseAlarm), Verdict::Wrong);
    assert_eq!(said(Ending::Duplicate), Verdict::Neither);
    assert_eq!((said(Ending::Open), said(Ending::Lapsed)), (Verdict::Undecided, Verdict::Undecided));
}

#[test]
fn a_rule_is_imprecise_only_when_chance_cannot_have_made_it_so() {
    let rules = rules();
    let figures =
        |right, whole, high| Figures { right: Some(Part { part: right, whole }), right_at_most: Some(high), lapsed: None };
    assert_eq!(rules.judge(&figures(2, 40, 0.165)), [Bad::Imprecise]);
    assert_eq!(rules.judge(&figures(5, 40, 0.26)), []);
    // few persons say nothing
    assert_eq!(rules.judge(&figures(0, 19, 0.16)), []);
    assert_eq!(rules.judge(&Figures { right: None, right_at_most: None, lapsed: None }), []);
}

#[test]
fn more_than_the_share_that_lapsed_is_bad_and_exactly_that_share_is_not() {
    let rules = rules();
    let figures = |part, whole| Figures { right: None, right_at_most: None, lapsed: Some(Part { part, whole }) };
    assert_eq!(rules.judge(&figures(5, 100)), []);
    assert_eq!(rules.judge(&figures(6, 100)), [Bad::Lapses]);
    assert_eq!(rules.judge(&figures(19, 19)), []);
}

#[test]
fn the_median_and_the_ninth_decile_are_ends_of_the_steps_that_hold_them() {
    assert_eq!(pace(&[]), None);
    assert_eq!(pace(&[(3, 0)]), None);
    let one = pace(&[(0, 1)]).unwrap();
    assert_eq!((one.times, one.median, one.p90), (1, 15, 15));
    // ten of them: five within a quarter of an hour, four within an hour, one after a day
    let ten = pace(&[(96, 1), (0, 5), (3, 4)]).unwrap();
    assert_eq!((ten.times, ten.median, ten.p90), (10, 15, 60));
    let eleven = pace(&[(0, 5), (3, 4), (96, 2)]).unwrap();
    assert_eq!((eleven.median, eleven.p90), (60, 97 * 15));
}

#[test]
fn a_pack_that_calls_an_ending_right_and_wrong_or_a_number_without_source_is_faulty() {
    let keys = |raw: &QualityToml| -> Vec<String> {
        QualityRules::compile(raw).unwrap_err().into_iter().map(|fault| fault.key).collect()
    };
    let mut both = raw();
    both.judged.wrong.push(Ending::Supported);
    assert_eq!(keys(&both), ["judged"]);
    let mut open = raw();
    open.judged.right.push(Ending::Lapsed);
    assert_eq!(keys(&open), ["judged.right"]);
    let mut bare = raw();
    bare.bad.least_judged.source = " ".to_owned();
    bare.review.due_days.is = 0;
    assert_eq!(keys(&bare), ["bad.least_judged.source", "review.due_days.is"]);
}

fn sheet(total: f64, band: &str) -> Facts {
    let text = format!(
        "instrument = \"phq-9\"\nversion = \"1\"\non = \"2026-11-22\"\nbands = [{{ score = \"total\", band = \"{band}\", attention = 3 }}]\n\
         scores = [{{ code = \"total\", value = {total} }}]"
    );
    toml::from_str(&text).unwrap()
}

#[test]
fn a_replay_counts_what_a_change_would_have_lost_spared_and_added() {
    let present: RuleToml = toml::from_str(RULE).unwrap();
    let mut changed = present.clone();
    // the changed rules no longer speak of 10 to 14, and propose 15 to 19 as blue
    changed.signals.retain(|rule| rule.code != *"moderate-score");
    for rule in changed.signals.iter_mut().filter(|rule| rule.code == *"phq9-moderately-severe") {
        rule.severity = crate::Severity::Low;
        // within a group the graver rules stand first
        rule.group = None;
    }
    let [present, changed] = [present, changed].map(|raw| RuleSet::compile(&raw).unwrap());
    let code = |text: &str| text.parse::<crate::Code>().unwrap();
    let (few, many) = (code("moderate-score"), code("phq9-moderately-severe"));
    let mut tally = Tally::default();
    tally.add(&present, &changed, &sheet(12.0, "moderate"), &[(few.clone(), Became::Confirmed)]);
    tally.add(&present, &changed, &sheet(12.0, "moderate"), &[(few.clone(), Became::Dismissed)]);
    tally.add(&present, &changed, &sheet(12.0, "moderate"), &[(few.clone(), Became::Undecided)]);
    tally.add(&present, &changed, &sheet(16.0, "moderately_severe"), &[(many.clone(), Became::Confirmed)]);
    assert_eq!(
        (tally.sheets, tally.confirmed_lost, tally.confirmed_milder, tally.dismissed_spared, tally.added),
        (4, 1, 1, 1, 0)
    );
    assert_eq!(tally.levels[&Level::Yellow], Change { before: 1, after: 0 });
    assert_eq!(tally.levels[&Level::Blue], Change { before: 3, after: 1 });
    let lost = tally.rules[&few];
    assert_eq!((lost.raised, lost.confirmed_lost, lost.dismissed_spared), (Change { before: 3, after: 0 }, 1, 1));
    // the other way round: what was silent speaks
    let mut back = Tally::default();
    back.add(&changed, &present, &sheet(12.0, "moderate"), &[]);
    assert_eq!((back.added, back.confirmed_lost), (1, 0));
    // a tally that was put down goes on as it was
    let kept: Tally = serde_json::from_str(&serde_json::to_string(&tally).unwrap()).unwrap();
    assert_eq!(kept, tally);
}
