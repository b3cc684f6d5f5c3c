//! Tests every item, cleans the matching score, tests again.

use std::collections::BTreeSet;

use crate::calibrate::Responses;
use crate::dif::fault::DifFault;
use crate::dif::item::{Person, test};
use crate::dif::matching::Matching;
use crate::dif::report::{DifReport, ItemDif, Magnitude, Skipped};
use crate::dif::settings::DifSettings;

/// The most rounds of cleaning.
const ROUNDS: usize = 10;
/// With fewer items left the matching score is not cleaned further.
const LEAST_ANCHORS: usize = 3;

/// Compares groups of people on every item. `groups` has a name for each person, or none for people who are left out; the group of most people is the first.
///
/// Errors: groups that do not fit, are one, or are too small.
pub fn dif(
    responses: &Responses,
    groups: &[Option<&str>],
    matching: &Matching,
    settings: DifSettings,
) -> Result<DifReport, DifFault> {
    if groups.len() != responses.rows().len() {
        return Err(DifFault::Length { expected: responses.rows().len(), found: groups.len() });
    }
    let varied = (0..responses.ids().len()).filter(|item| varies(responses, *item)).count();
    if varied < 3 {
        return Err(DifFault::TooFewItems(varied));
    }
    let mut anchors = vec![true; responses.ids().len()];
    let scores = matching.scores(responses, &anchors);
    let names = named(groups, &scores, settings.least_group)?;
    let of: Vec<Option<usize>> =
        groups.iter().map(|group| group.and_then(|group| names.iter().position(|(name, _)| name == group))).collect();
    let compared: usize = names.iter().map(|(_, count)| count).sum();

    let mut rounds = 0;
    let (mut items, mut flagged) = round(responses, &of, names.len(), matching, &anchors, settings);
    let mut is_settled = !settings.purify || flagged.is_empty();
    while !is_settled && rounds < ROUNDS {
        if anchors.len() - flagged.len() < LEAST_ANCHORS {
            break;
        }
        rounds += 1;
        anchors = (0..anchors.len()).map(|at| !flagged.contains(&at)).collect();
        let (next, again) = round(responses, &of, names.len(), matching, &anchors, settings);
        is_settled = again == flagged;
        (items, flagged) = (next, again);
    }
    Ok(DifReport { groups: names, left_out: groups.len() - compared, items, rounds, is_settled })
}

fn varies(responses: &Responses, item: usize) -> bool {
    let mut codes = responses.rows().iter().filter_map(|row| row[item]);
    codes.next().is_some_and(|first| codes.any(|code| code != first))
}

/// Groups with their sizes, the largest first.
fn named(groups: &[Option<&str>], scores: &[Option<f64>], least: usize) -> Result<Vec<(String, usize)>, DifFault> {
    let all: BTreeSet<&str> = groups.iter().flatten().copied().collect();
    if all.len() < 2 {
        return Err(DifFault::OneGroup(all.len()));
    }
    let count = |name: &str| groups.iter().zip(scores).filter(|(group, score)| **group == Some(name) && score.is_some()).count();
    let mut names: Vec<(String, usize)> = all.into_iter().map(|name| (name.to_owned(), count(name))).collect();
    if let Some((group, found)) = names.iter().find(|(_, count)| *count < least) {
        return Err(DifFault::SmallGroup { group: group.clone(), needed: least, found: *found });
    }
    names.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    Ok(names)
}

type Found = Vec<(String, Result<ItemDif, Skipped>)>;

/// Every item once; the studied item always is part of its own matching score.
fn round(
    responses: &Responses,
    groups: &[Option<usize>],
    count: usize,
    matching: &Matching,
    anchors: &[bool],
    settings: DifSettings,
) -> (Found, BTreeSet<usize>) {
    let shared = matching.scores(responses, anchors);
    let mut items: Found = Vec::with_capacity(anchors.len());
    for (at, id) in responses.ids().iter().enumerate() {
        let own = (!anchors[at]).then(|| {
            let mut with = anchors.to_vec();
            with[at] = true;
            matching.scores(responses, &with)
        });
        let scores = own.as_ref().unwrap_or(&shared);
        let people = responses.rows().iter().zip(scores.iter().zip(groups));
        let people: Vec<Person> = people
            .filter_map(|(row, (score, group))| Some(Person { code: row[at]?, score: (*score)?, group: (*group)? }))
            .collect();
        items.push((id.clone(), test(id, &people, count)));
    }
    correct(&mut items, settings.alpha);
    let flagged = items.iter().enumerate().filter(|(_, (_, found))| found.as_ref().is_ok_and(|found| found.is_flagged));
    let flagged = flagged.map(|(at, _)| at).collect();
    (items, flagged)
}

/// Holm's correction, and who is flagged.
fn correct(items: &mut Found, alpha: f64) {
    let mut tested: Vec<&mut ItemDif> = items.iter_mut().filter_map(|(_, found)| found.as_mut().ok()).collect();
    tested.sort_by(|left, right| left.total.p.total_cmp(&right.total.p));
    let count = tested.len();
    let mut least: f64 = 0.0;
    for (at, found) in tested.into_iter().enumerate() {
        least = least.max((found.total.p * (count - at) as f64).min(1.0));
        found.adjusted_p = least;
        found.is_flagged = least < alpha && found.magnitude > Magnitude::Negligible;
    }
}
