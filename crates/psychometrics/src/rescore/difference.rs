//! Two results of the same answers.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Class;
use crate::TOLERANCE;

/// A result by codes, as far as two of them are compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Result {
    /// Value of each score that has one.
    pub scores: BTreeMap<String, f64>,
    /// By score or decision: code of the band or level, and the attention that it asks for (1–4) where one is known.
    pub bands: BTreeMap<String, (String, Option<u8>)>,
    /// Critical answers: item, kind and strength.
    pub critical: BTreeSet<(String, String, String)>,
    /// Flags.
    pub flags: BTreeSet<String>,
    /// The sheet counts.
    pub is_valid: bool,
    /// Every scored question that was to be answered is answered.
    pub is_complete: bool,
    /// Worst attention of the sheet, 1–4.
    pub attention: u8,
    /// Signals that the rules in force raise from it: code of the rule, and how grave (a higher number is graver).
    pub signals: BTreeMap<String, u8>,
}

/// A value before and after; none where there was, or is, no value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed<T> {
    /// By the old version.
    pub before: Option<T>,
    /// By the new version.
    pub after: Option<T>,
}

/// What differs between two results; empty where they are the same.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Scores whose value differs, by code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scores: BTreeMap<String, Changed<f64>>,
    /// Bands and levels that differ, by score or decision.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bands: BTreeMap<String, Changed<String>>,
    /// Items whose answers have become critical, or critical in another way.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub critical_now: BTreeSet<String>,
    /// Items whose answers are no longer critical, or critical in another way.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub critical_before: BTreeSet<String>,
    /// The sheet counts: before and after, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<(bool, bool)>,
    /// Rules that raise a signal now and did not, or a graver one.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub raised: BTreeSet<String>,
    /// Rules whose signal does not follow any more. People decide about it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub lifted: BTreeSet<String>,
}

/// What differs, and the gravest of it in one word. `has_other_words`: the new version names a band of the result otherwise.
///
/// Values closer than [`TOLERANCE`] are the same. A new signal is the gravest, so that nothing that asks for somebody is hidden behind a
/// milder word.
pub fn difference(before: &Result, after: &Result, has_other_words: bool) -> (Class, Difference) {
    let found = Difference {
        scores: changed(&before.scores, &after.scores, |one, other| (one - other).abs() <= TOLERANCE, |value| *value),
        bands: changed(&before.bands, &after.bands, |one, other| one.0 == other.0, |band| band.0.clone()),
        critical_now: items(after.critical.difference(&before.critical)),
        critical_before: items(before.critical.difference(&after.critical)),
        valid: (before.is_valid != after.is_valid).then_some((before.is_valid, after.is_valid)),
        raised: graver(&after.signals, &before.signals),
        lifted: before.signals.keys().filter(|rule| !after.signals.contains_key(*rule)).cloned().collect(),
    };
    let is_same = found == Difference::default()
        && before.flags == after.flags
        && before.is_complete == after.is_complete
        && before.attention == after.attention;
    let class = if !found.raised.is_empty() {
        Class::NewSignal
    } else if let Some((_, is_valid)) = found.valid {
        if is_valid { Class::CountsNow } else { Class::PutAside }
    } else if before.attention < after.attention {
        Class::BandUp
    } else if !found.lifted.is_empty() {
        Class::NoSignal
    } else if after.attention < before.attention {
        Class::BandDown
    } else if !found.bands.is_empty() {
        band_class(&before.bands, &after.bands)
    } else if !is_same {
        Class::ScoreOnly
    } else if has_other_words {
        Class::WordsOnly
    } else {
        Class::Unchanged
    };
    (class, found)
}

/// Bands of single scores moved while the worst of the sheet stayed: up if any of them asks for more attention.
fn band_class(before: &BTreeMap<String, (String, Option<u8>)>, after: &BTreeMap<String, (String, Option<u8>)>) -> Class {
    let attention = |bands: &BTreeMap<String, (String, Option<u8>)>, score: &String| bands.get(score).and_then(|band| band.1);
    let (mut is_up, mut is_down) = (false, false);
    for score in before.keys().chain(after.keys()) {
        let (then, now) = (attention(before, score), attention(after, score));
        is_up |= then < now;
        is_down |= now < then;
    }
    match (is_up, is_down) {
        (true, _) => Class::BandUp,
        (false, true) => Class::BandDown,
        (false, false) => Class::BandOther,
    }
}

fn changed<T, U>(
    before: &BTreeMap<String, T>,
    after: &BTreeMap<String, T>,
    is_same: impl Fn(&T, &T) -> bool,
    told: impl Fn(&T) -> U,
) -> BTreeMap<String, Changed<U>> {
    let codes: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |code: &&String| match (before.get(*code), after.get(*code)) {
        (Some(one), Some(other)) => !is_same(one, other),
        _ => true,
    };
    let of = |code: &String| Changed { before: before.get(code).map(&told), after: after.get(code).map(&told) };
    codes.into_iter().filter(differs).map(|code| (code.clone(), of(code))).collect()
}

fn items<'a>(hits: impl Iterator<Item = &'a (String, String, String)>) -> BTreeSet<String> {
    hits.map(|(item, ..)| item.clone()).collect()
}

/// Rules of `now` that `then` did not have, or had less grave.
fn graver(now: &BTreeMap<String, u8>, then: &BTreeMap<String, u8>) -> BTreeSet<String> {
    let is_new = |(rule, weight): &(&String, &u8)| then.get(*rule).is_none_or(|known| known < *weight);
    now.iter().filter(is_new).map(|(rule, _)| rule.clone()).collect()
}
