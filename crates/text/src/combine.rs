//! Categories that together raise the level.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::Combined;
use crate::rules::CombinationToml;
use crate::triage::Hit;
use crate::{AttentionLevel, Category};

/// A phrase and whether it counts in full.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub hit: Hit,
    pub live: bool,
}

/// A phrase that counts in full: where it starts, its index among all phrases, its entry.
type Live = (usize, usize, usize);

/// The combinations that hold among phrases that count in full.
pub(crate) fn combined(counted: &[Counted], rules: &[CombinationToml]) -> Vec<Combined> {
    let mut live: BTreeMap<Category, Vec<Live>> = BTreeMap::new();
    for (index, counted) in counted.iter().enumerate().filter(|(_, counted)| counted.live) {
        live.entry(counted.hit.category).or_default().push((counted.hit.start, index, counted.hit.entry));
    }
    let holds = |rule: &CombinationToml| {
        let spans = match (rule.points.is_empty(), rule.all.is_empty()) {
            (false, _) => scored(rule, counted),
            (true, true) => several(rule, &live),
            (true, false) => together(rule, &live),
        }?;
        Some(Combined { code: rule.code.clone(), level: rule.level, spans })
    };
    let found: Vec<Combined> = rules.iter().filter_map(holds).collect();
    found.into_iter().filter(|combined| AttentionLevel::None < combined.level).collect()
}

/// So many different categories out of a list, anywhere in the text.
fn several(rule: &CombinationToml, live: &BTreeMap<Category, Vec<Live>>) -> Option<Vec<usize>> {
    let first: Vec<usize> =
        rule.of.iter().filter_map(|category| live.get(category)?.first()).map(|(_, index, _)| *index).collect();
    (rule.at_least <= first.len()).then_some(first)
}

/// Concepts that together have enough points; each concept speaks once, of phrases that overlap only the first.
fn scored(rule: &CombinationToml, counted: &[Counted]) -> Option<Vec<usize>> {
    let mut of: BTreeMap<Category, u32> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut spans: Vec<usize> = Vec::new();
    let mut until = 0;
    let mut named = rule.with.is_empty();
    for (index, counted) in counted.iter().enumerate().filter(|(_, counted)| counted.live) {
        let Some([each, most]) = rule.points.get(&counted.hit.category) else { continue };
        named |= rule.with.contains(&counted.hit.category);
        if counted.hit.start < until || !seen.insert(counted.hit.concept) {
            continue;
        }
        let points = of.entry(counted.hit.category).or_default();
        *points = most.min(&points.saturating_add(*each)).to_owned();
        until = counted.hit.end;
        spans.push(index);
    }
    (named && rule.score <= of.values().sum()).then_some(spans)
}

/// One phrase out of each list, each of another entry, near the first.
fn together(rule: &CombinationToml, live: &BTreeMap<Category, Vec<Live>>) -> Option<Vec<usize>> {
    let lists: Vec<Vec<Live>> = rule
        .all
        .iter()
        .map(|categories| {
            let mut list: Vec<Live> = categories.iter().filter_map(|category| live.get(category)).flatten().copied().collect();
            list.sort_unstable();
            if rule.chars.is_none() {
                // without a window the first of each entry speaks for all: a text of one phrase stays cheap
                let mut seen = BTreeSet::new();
                list.retain(|(_, _, entry)| seen.insert(*entry));
            }
            list
        })
        .collect();
    let (anchors, others) = lists.split_first()?;
    let width = rule.chars.map_or(usize::MAX, |chars| usize::try_from(chars).unwrap_or(usize::MAX));
    anchors.iter().find_map(|anchor| {
        let mut chosen = vec![*anchor];
        for list in others {
            let from = list.partition_point(|(start, _, _)| *start < anchor.0.saturating_sub(width));
            let mut near = list.iter().skip(from).take_while(|(start, _, _)| *start <= anchor.0.saturating_add(width));
            let fresh = near.find(|(_, index, entry)| chosen.iter().all(|(_, known, other)| index != known && entry != other))?;
            chosen.push(*fresh);
        }
        Some(chosen.into_iter().map(|(_, index, _)| index).collect())
    })
}
