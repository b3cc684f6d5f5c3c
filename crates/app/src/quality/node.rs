//! Where the endings of a rule stand in the tree that is published: pack / version / code / judged or not / verdict / ending.

use std::collections::BTreeMap;

use xinqiao_indicators::Cell;
use xinqiao_store::quality::{EndingRow, RuleKey};
use xinqiao_warnings::QualityRules;
use xinqiao_warnings::quality::{Ending, Verdict};

/// Below a rule: those whose ending says that the rule was right or wrong.
pub(super) const JUDGED: &str = "judged/";
/// Below a rule: those of them for whom it was right.
pub(super) const RIGHT: &str = "judged/right/";
/// Below a rule: nobody decided in time.
pub(super) const LAPSED: &str = "undecided/lapsed/";

/// The node of a rule; a sign of the tree in one of its codes is written otherwise.
pub(super) fn of_rule(rule: &RuleKey) -> String {
    format!("{}/{}/{}/", escaped(&rule.pack), escaped(&rule.version), escaped(&rule.code))
}

/// The node of an ending.
pub(super) fn of_ending(rules: &QualityRules, row: &EndingRow) -> String {
    // a word that this version of the program does not know says nothing
    let verdict = row.ending.parse::<Ending>().map_or(Verdict::Neither, |ending| rules.verdict(ending));
    format!("{}{}{}/", of_rule(&row.rule), branch(verdict), escaped(&row.ending))
}

const fn branch(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => RIGHT,
        Verdict::Wrong => "judged/wrong/",
        Verdict::Neither => "neither/neither/",
        Verdict::Undecided => "undecided/",
    }
}

/// The rule of a node and what stands below it.
pub(super) fn read(node: &str) -> Option<(RuleKey, &str)> {
    let mut parts = node.splitn(4, '/');
    let (pack, version, code) = (parts.next()?, parts.next()?, parts.next()?);
    let rule = RuleKey { pack: plain(pack), version: plain(version), code: plain(code) };
    Some((rule, parts.next()?))
}

/// The ending of what stands below a rule; none for a sum.
pub(super) fn ending(below: &str) -> Option<Ending> {
    let parts: Vec<&str> = below.trim_end_matches('/').split('/').collect();
    match parts.as_slice() {
        ["undecided", word] | [_, _, word] => plain(word).parse().ok(),
        _ => None,
    }
}

/// Rules with what they missed, out of the nodes of reviews.
pub(super) fn silent(missed: &BTreeMap<String, Cell>) -> Vec<(RuleKey, Cell)> {
    let rules = missed.iter().filter_map(|(node, cell)| match read(node.strip_prefix("rule/")?)? {
        (rule, "") => Some((rule, *cell)),
        _ => None,
    });
    rules.collect()
}

/// Sources that told nothing or too late, by code, out of the nodes of reviews.
pub(super) fn sources(missed: &BTreeMap<String, Cell>) -> Vec<(String, Cell)> {
    let sources = missed.iter().filter_map(|(node, cell)| {
        let code = node.strip_prefix("source/")?.strip_suffix('/')?;
        (!code.is_empty() && !code.contains('/')).then(|| (plain(code), *cell))
    });
    sources.collect()
}

fn escaped(code: &str) -> String {
    code.replace('%', "%25").replace('/', "%2F").replace('=', "%3D")
}

fn plain(part: &str) -> String {
    part.replace("%3D", "=").replace("%2F", "/").replace("%25", "%")
}
