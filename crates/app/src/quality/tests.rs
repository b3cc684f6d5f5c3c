//! Quarters and nodes.

use jiff::civil::date;
use xinqiao_store::quality::{EndingRow, RuleKey};
use xinqiao_warnings::quality::Ending;

use super::{Quarter, node};

#[test]
fn a_quarter_is_three_months_and_reads_as_it_is_written() {
    let last = Quarter::of(date(2026, 12, 31));
    assert_eq!((last.to_string().as_str(), last.first()), ("2026-Q4", date(2026, 10, 1)));
    assert_eq!((last.after().to_string().as_str(), last.before().number()), ("2027-Q1", (2026, 3)));
    assert_eq!("2026-Q4".parse::<Quarter>().unwrap(), last);
    for wrong in ["2026", "2026-Q0", "2026-Q5", "2026-Q", "-Q1", "0-Q1", "2026-Q1x"] {
        assert!(wrong.parse::<Quarter>().is_err(), "{wrong}");
    }
}

#[test]
fn a_rule_whose_codes_hold_signs_of_the_tree_is_read_as_it_was() {
    let rules = xinqiao_packs::Library::embedded().quality(super::QUALITY).unwrap().clone();
    let rule = RuleKey { pack: "a/b".to_owned(), version: "1%=".to_owned(), code: "c%2F".to_owned() };
    let at = node::of_ending(&rules, &EndingRow { rule: rule.clone(), ending: "lapsed".to_owned(), persons: 1, signals: 1 });
    let (read, below) = node::read(&at).unwrap();
    assert_eq!((&read, below, node::ending(below)), (&rule, node::LAPSED, Some(Ending::Lapsed)));
    let right = node::of_ending(&rules, &EndingRow { rule, ending: "supported".to_owned(), persons: 1, signals: 1 });
    let below = node::read(&right).unwrap().1.to_owned();
    assert!(below.starts_with(node::RIGHT) && node::ending(&below) == Some(Ending::Supported));
    assert_eq!((node::ending(node::RIGHT), node::ending(node::JUDGED), node::ending("")), (None, None, None));
}
