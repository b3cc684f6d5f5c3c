//! Groups.

use crate::calibrate::Responses;
use crate::dif::{DifFault, DifSettings, Magnitude, Matching, Skipped, dif};
use crate::{Draw, Item, answer};

/// Ten items; in every second person's group the first `harder` are harder by 0.8, and that group stands lower by 0.5.
fn groups(harder: usize, people: u64) -> (Responses, Vec<&'static str>) {
    let item = |at: usize, shift: f64| {
        let middle = -0.5 + 0.1 * at as f64 + shift;
        Item::new(format!("i{at}"), 1.5, vec![middle - 0.6, middle + 0.6]).unwrap()
    };
    let (mut rows, mut names) = (Vec::new(), Vec::new());
    for person in 0..people {
        let mut draw = Draw::new(77, person);
        let is_second = person % 2 == 1;
        let theta = draw.normal() - if is_second { 0.5 } else { 0.0 };
        let shift = |at: usize| if is_second && at < harder { 0.8 } else { 0.0 };
        rows.push((0..10).map(|at| Some(i32::from(answer(&item(at, shift(at)), theta, &mut draw)))).collect());
        names.push(if is_second { "second" } else { "first" });
    }
    (Responses::new((0..10).map(|at| format!("i{at}")).collect(), rows).unwrap(), names)
}

fn flagged(harder: usize, purify: bool) -> Vec<String> {
    let (answers, names) = groups(harder, 2_000);
    let names: Vec<Option<&str>> = names.into_iter().map(Some).collect();
    let found = dif(&answers, &names, &Matching::Sum, DifSettings { purify, ..DifSettings::default() }).unwrap();
    assert!(found.is_settled);
    found.items.into_iter().filter(|(_, item)| item.as_ref().unwrap().is_flagged).map(|(id, _)| id).collect()
}

#[test]
fn groups_that_differ_in_theta_only_are_no_dif() {
    assert!(flagged(0, true).is_empty());
}

#[test]
fn items_that_are_harder_for_one_group_are_found() {
    assert_eq!(flagged(2, true), ["i0", "i1"]);
}

#[test]
fn harder_items_have_lower_odds_and_a_uniform_effect() {
    let (answers, names) = groups(1, 2_000);
    let names: Vec<Option<&str>> = names.into_iter().map(Some).collect();
    let found = dif(&answers, &names, &Matching::Sum, DifSettings::default()).unwrap();
    assert_eq!(found.groups, [("first".to_owned(), 1_000), ("second".to_owned(), 1_000)]);
    let item = found.items[0].1.as_ref().unwrap();
    // the slope is 1.5: a threshold that is 0.8 higher is 1.2 of log-odds
    assert!((item.log_odds[0] + 1.2).abs() < 0.25, "{item:?}");
    assert!(item.uniform.p < 1e-10 && item.non_uniform.p > 0.01 && item.magnitude >= Magnitude::Moderate, "{item:?}");
    assert!(item.mcfadden > 0.0 && item.nagelkerke > item.mcfadden && item.adjusted_p >= item.total.p);
}

#[test]
fn what_cannot_be_compared_is_named() {
    let (answers, names) = groups(0, 200);
    let all: Vec<Option<&str>> = names.iter().map(|name| Some(*name)).collect();
    let with = |groups: &[Option<&str>]| dif(&answers, groups, &Matching::Sum, DifSettings::default()).unwrap_err();
    assert_eq!(with(&all[1..]), DifFault::Length { expected: 200, found: 199 });
    assert_eq!(with(&[Some("one"); 200]), DifFault::OneGroup(1));
    let mut few = all.clone();
    few.iter_mut().skip(60).for_each(|group| *group = group.filter(|name| *name == "first"));
    assert_eq!(with(&few), DifFault::SmallGroup { group: "second".to_owned(), needed: 50, found: 30 });
    let mut rows = answers.rows().to_vec();
    rows.iter_mut().for_each(|row| row[4] = Some(1));
    let same = Responses::new(answers.ids().to_vec(), rows).unwrap();
    let found = dif(&same, &all, &Matching::Sum, DifSettings::default()).unwrap();
    assert_eq!(found.items[4].1, Err(Skipped::NoVariance));
}

#[test]
fn people_with_blanks_are_left_out_of_sums_and_counted() {
    let (answers, names) = groups(0, 400);
    let mut rows = answers.rows().to_vec();
    rows.iter_mut().take(20).for_each(|row| row[0] = None);
    let names: Vec<Option<&str>> = names.into_iter().map(Some).collect();
    let blank = Responses::new(answers.ids().to_vec(), rows).unwrap();
    let found = dif(&blank, &names, &Matching::Sum, DifSettings::default()).unwrap();
    assert_eq!((found.left_out, found.groups.iter().map(|(_, count)| count).sum::<usize>()), (20, 380));
}
