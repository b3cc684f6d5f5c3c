//! Means of groups, and what could be worked out from them.

use proptest::prelude::*;

use crate::{Mean, RawMoments};

fn filled(groups: &[(&str, &[f64])]) -> RawMoments {
    let mut raw = RawMoments::default();
    for (node, scores) in groups {
        scores.iter().for_each(|score| raw.add(node, Some(*score)));
    }
    raw
}

fn nodes(means: &[Mean]) -> Vec<&str> {
    means.iter().map(|mean| mean.node.as_str()).collect()
}

#[test]
fn mean_and_spread_are_those_of_the_textbook() {
    let raw = filled(&[("a/", &[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])]);
    let means = raw.means(|_| 5, |_| true);
    assert_eq!(nodes(&means), ["", "a/"]);
    assert!((means[0].mean - 5.0).abs() < 1e-12);
    // sum of squares 32, n − 1 = 7
    assert!((means[0].sd - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
    assert_eq!(means[1].persons, 8);
}

#[test]
fn the_mean_of_few_is_not_shown_and_does_not_follow_from_those_of_the_others() {
    let six = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let raw = filled(&[("a/", &six), ("b/", &[9.0, 10.0]), ("c/", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0])]);
    // root less c is a and b together, which is of many
    assert_eq!(nodes(&raw.means(|_| 5, |_| true)), ["", "c/"]);
}

#[test]
fn a_group_whose_number_is_hidden_has_no_mean() {
    let six = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let raw = filled(&[("a/", &six), ("b/", &six)]);
    assert_eq!(nodes(&raw.means(|_| 5, |node| node != "a/")), ["", "b/"]);
    assert!(raw.means(|_| 13, |_| true).is_empty());
}

#[test]
fn where_all_answered_alike_or_few_gave_no_score_there_is_no_mean() {
    let mut raw = filled(&[("a/", &[3.0; 6]), ("b/", &[1.0, 2.0, 3.0, 4.0, 5.0])]);
    assert_eq!(nodes(&raw.means(|_| 5, |_| true)), ["", "b/"]);
    raw.add("b/", None);
    assert!(raw.means(|_| 5, |_| true).is_empty());
}

proptest! {
    #[test]
    fn what_is_left_of_a_shown_node_is_of_nobody_or_of_many(sizes in prop::collection::vec((0..3_usize, 0..3_usize, 0..14_usize), 1..9)) {
        let mut raw = RawMoments::default();
        for (at, (first, second, size)) in sizes.iter().enumerate() {
            let node = if *second == 0 { format!("{first}/") } else { format!("{first}/{second}/") };
            (0..*size).for_each(|person| raw.add(&node, Some((person + at) as f64)));
        }
        let means = raw.means(|_| 5, |_| true);
        for mean in &means {
            let inside = |other: &&Mean| other.node.len() > mean.node.len() && other.node.starts_with(&mean.node);
            let below: Vec<&Mean> = means.iter().filter(inside).collect();
            let is_top = |one: &&&Mean| !below.iter().any(|other| other.node.len() < one.node.len() && one.node.starts_with(&other.node));
            let taken: u64 = below.iter().filter(is_top).map(|one| one.persons).sum();
            let rest = mean.persons - taken;
            prop_assert!(rest == 0 || 5 <= rest, "{means:?}");
        }
    }
}
