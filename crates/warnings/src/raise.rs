//! Which signals an answer sheet raises.

use std::collections::BTreeSet;

use jiff::ToSpan;

use crate::facts::Facts;
use crate::rule::{Direction, SignalRule, When};
use crate::signal::{Earlier, Evidence, RuleRef, SignalDraft};
use crate::{Code, RuleSet};

/// Scores are compared with this much slack, in points, because some are means.
const SLACK: f64 = 1e-9;

/// The signals that the rules raise from one answer sheet, in the order of the rules.
///
/// Of the rules that share a group only the first that holds speaks, so that one answer is not reported twice.
pub fn signals_from(rules: &RuleSet, facts: &Facts) -> Vec<SignalDraft> {
    let mut spoken: BTreeSet<&Code> = BTreeSet::new();
    let mut drafts = Vec::new();
    for rule in rules.signals() {
        let silent = rule.group.as_ref().is_some_and(|group| spoken.contains(group));
        if silent || !rule.speaks_of(&facts.instrument) {
            continue;
        }
        let evidence = evidence_for(&rule.when, facts);
        if evidence.is_empty() {
            continue;
        }
        spoken.extend(rule.group.as_ref());
        drafts.push(draft(rules, rule, evidence));
    }
    drafts
}

/// Could earlier sheets change what the rules say of this one? Most sheets need no look back.
///
/// They matter where a signal would cite them, and where a rule looks for worsening and the sheet has reached the rule's bound.
pub fn history_matters(rules: &RuleSet, facts: &Facts) -> bool {
    let may_worsen = |rule: &SignalRule| match &rule.when {
        When::Worsening { score, worse, must_reach, .. } => facts
            .score(score)
            .is_some_and(|value| must_reach.is_none_or(|bound| worse.sign() * bound - SLACK <= worse.sign() * value)),
        When::Critical { .. } | When::Band { .. } | When::Attention { .. } | When::Decision { .. } | When::AskedForContact => {
            false
        }
    };
    rules.signals().iter().any(|rule| rule.speaks_of(&facts.instrument) && may_worsen(rule))
        || !signals_from(rules, facts).is_empty()
}

fn draft(rules: &RuleSet, rule: &SignalRule, evidence: Vec<Evidence>) -> SignalDraft {
    SignalDraft {
        rule: RuleRef { pack: rules.id().clone(), version: rules.version().clone(), rule: rule.code.clone() },
        severity: rule.severity,
        proposed: rules.level_of(rule.severity),
        evidence,
        expires_after: rule.expires_after,
    }
}

/// What speaks for the condition; empty when it does not hold.
fn evidence_for(when: &When, facts: &Facts) -> Vec<Evidence> {
    match when {
        When::Critical { kinds, strengths, at_least, at_most } => facts
            .critical
            .iter()
            .filter(|hit| kinds.contains(&hit.kind) && strengths.contains(&hit.strength))
            .filter(|hit| at_least.is_none_or(|low| low <= hit.value) && at_most.is_none_or(|high| hit.value <= high))
            .map(|hit| Evidence::Critical { item: hit.item.clone(), value: hit.value, about: hit.kind, strength: hit.strength })
            .collect(),
        When::Band { score, codes } => bands(facts, |hit_score, band, _| hit_score == score && codes.contains(band)).collect(),
        When::Attention { at_least } => bands(facts, |_, _, attention| *at_least <= attention).collect(),
        When::Decision { code, levels } => facts
            .decisions
            .iter()
            .filter(|hit| hit.code == *code && levels.contains(&hit.level))
            .map(|hit| Evidence::Decision { code: hit.code.clone(), level: hit.level.clone() })
            .collect(),
        When::Worsening { score, worse, by_at_least, within_days, must_reach } => {
            worsening(facts, score, *worse, *by_at_least, *within_days, *must_reach).into_iter().collect()
        }
        When::AskedForContact => {
            if facts.asked_for_contact {
                vec![Evidence::AskedForContact]
            } else {
                Vec::new()
            }
        }
    }
}

fn bands(facts: &Facts, holds: impl Fn(&Code, &Code, u8) -> bool) -> impl Iterator<Item = Evidence> {
    facts.bands.iter().filter(move |hit| holds(&hit.score, &hit.band, hit.attention)).map(|hit| Evidence::Band {
        score: hit.score.clone(),
        band: hit.band.clone(),
        value: facts.score(&hit.score),
        previous: facts.latest_before(&hit.score).map(|earlier| Earlier { value: earlier.value, on: earlier.on }),
    })
}

/// The change against the best value of the window, so that slow worsening over several sheets is seen too.
fn worsening(
    facts: &Facts,
    score: &Code,
    worse: Direction,
    by_at_least: f64,
    within_days: u16,
    must_reach: Option<f64>,
) -> Option<Evidence> {
    let value = facts.score(score)?;
    let sign = worse.sign();
    if must_reach.is_some_and(|bound| sign * value < sign * bound - SLACK) {
        return None;
    }
    let first_day = facts.on.saturating_sub(i64::from(within_days).days());
    let best = facts
        .previous
        .iter()
        .filter(|earlier| earlier.code == *score && first_day <= earlier.on && earlier.on <= facts.on)
        .min_by(|a, b| (sign * a.value).total_cmp(&(sign * b.value)))?;
    let change = sign * (value - best.value);
    let cited = Evidence::Worsening { score: score.clone(), value, previous: Earlier { value: best.value, on: best.on } };
    (by_at_least - SLACK <= change).then_some(cited)
}
