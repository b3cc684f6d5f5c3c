//! The figures of the pack's cases.

use super::{DEV, SECOND_LOOK, TEST, cases, triage};
use crate::{AttentionLevel, Case, Figures};

fn print(name: &str, figures: &Figures) {
    println!("{name}: {} cases, rows labelled 0-4, columns read 0-4", figures.cases);
    for row in figures.table {
        println!("  {row:?}");
    }
    for level in AttentionLevel::ALL.into_iter().skip(1) {
        println!("  level {level:?} or above: precision {:.3?} recall {:.3?}", figures.precision(level), figures.recall(level));
    }
    println!("  misses {:?}\n  late {:?}\n  false alarms {:?}", figures.misses, figures.late, figures.false_alarms);
    println!("  categories (both, only read, only labelled) {:?}, subjects right {:?}", figures.categories, figures.subjects);
}

fn differences(cases: &[Case]) {
    for case in cases {
        let reading = triage().read(&case.text);
        if reading.level != case.level {
            let spans: Vec<_> = reading
                .spans
                .iter()
                .map(|span| (span.of(&case.text), span.category.code(), span.damped_by.map(|cue| cue.kind)))
                .collect();
            println!("{} labelled {:?} read {:?} {}\n     {spans:?}", case.id, case.level, reading.level, case.text);
        }
    }
}

/// Ids from here on are cases of authors who did not know the rules, ten thousand for each batch; the weights were fitted on all those of the dev part.
const BATCHES: u32 = 10_000;

/// What the weights were fitted on says that nothing broke, not how well unseen texts are read: docs/triage.md.
#[test]
fn cases_the_rules_were_tuned_on_meet_the_aims() {
    let (batches, own): (Vec<Case>, Vec<Case>) = cases(DEV).into_iter().partition(|case| BATCHES <= case.id);
    for (name, cases) in [("dev, own", own), ("dev, batches", batches)] {
        let figures = Figures::of(triage(), &cases);
        print(name, &figures);
        differences(&cases);
        assert!(figures.misses.len() * 100 <= cases.len(), "{name}");
        assert!(figures.false_alarm_share(AttentionLevel::Counsel).unwrap() < 0.05, "{name}");
    }
}

/// Cases of an author whose other cases the weights were fitted on, themselves never tuned or fitted on. The aims are missed here as well.
#[test]
fn second_look_is_no_worse_than_the_figures_in_the_document() {
    let figures = Figures::of(triage(), &cases(SECOND_LOOK));
    print("second look", &figures);
    assert!(figures.misses.len() <= 14);
    assert!(figures.false_alarms.len() <= 4);
}

/// Cases up to this id were written before any rule, the others after the rules and against them.
const FIRST_BATCH: u32 = 267;

/// Misses and false alarms of the four parts of the test cases.
const MISSES: [usize; 4] = [12, 19, 2, 2];
const ALARMS: [usize; 4] = [9, 7, 8, 4];
/// Ids from here on are the second sealed part.
const SECOND_SEALED: u32 = 690_000;

/// The aims are no miss at level 3 and under 5 % of false alarms. Both are missed on the test part: docs/triage.md.
/// What is asserted is what was true when the figures were last taken, so that a change of the rules cannot make it worse unseen.
#[test]
fn test_cases_are_no_worse_than_the_figures_in_the_document() {
    let (sealed, own): (Vec<Case>, Vec<Case>) = cases(TEST).into_iter().partition(|case| BATCHES <= case.id);
    let (second, sealed): (Vec<Case>, Vec<Case>) = sealed.into_iter().partition(|case| SECOND_SEALED <= case.id);
    let (first, later): (Vec<Case>, Vec<Case>) = own.into_iter().partition(|case| case.id <= FIRST_BATCH);
    let parts = [
        ("test, second sealed part", second, MISSES[0], ALARMS[0]),
        ("test, sealed part", sealed, MISSES[1], ALARMS[1]),
        ("test, first batch", first, MISSES[2], ALARMS[2]),
        ("test, later batches", later, MISSES[3], ALARMS[3]),
    ];
    for (name, cases, misses, alarms) in parts {
        let figures = Figures::of(triage(), &cases);
        print(name, &figures);
        assert!(figures.misses.len() <= misses, "{name}");
        assert!(figures.false_alarms.len() <= alarms, "{name}");
    }
}
