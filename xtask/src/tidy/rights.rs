//! Nothing that can be asked for is outside the generated tests of rights.
//!
//! Every route of the router has a line in the table of routes, every use case that takes a `Caller` a case in the list of use cases; the tests
//! walk over those two and compare with the policy. What is in neither is a fault here, so that it cannot be forgotten.

use std::collections::BTreeMap;

use crate::text::{line_at, positions};
use crate::tree::{File, Tree};

/// Where routes are made.
const ROUTES_IN: &str = "crates/web/src/";
/// Which routes there are, and what each asks for.
const ROUTES: &str = "crates/web/tests/rights/table.rs";
/// Where use cases are made.
const CASES_IN: &str = "crates/app/src/";
/// Which use cases there are, and what each asks for: this file and those of the folder of its name.
const CASES: &str = "crates/app/tests/stories/use_cases.rs";

/// Routes and use cases that no list names, and lines of the lists that name nothing.
pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let (routes, mut faults) = routes(tree);
    let listed = |path: &str, before: &str, end: char| listed(tree, path, before, end);
    faults.extend(compare(&routes, &listed(ROUTES, "route ", ' '), ROUTES, "route"));
    faults.extend(compare(&use_cases(tree), &listed(CASES, "case \"", '"'), CASES, "use case"));
    faults
}

/// Names and where each of them is.
type Names = BTreeMap<String, String>;

fn compare(made: &Names, listed: &Names, list: &str, what: &str) -> Vec<String> {
    let unlisted = made.iter().filter(|(name, _)| !listed.contains_key(*name));
    let mut faults: Vec<String> = unlisted
        .map(|(name, place)| format!("{place}: the {what} `{name}` is not in {list}: say there what it asks for"))
        .collect();
    let unmade = listed.iter().filter(|(name, _)| !made.contains_key(*name));
    faults.extend(unmade.map(|(name, place)| format!("{place}: there is no {what} `{name}`")));
    faults
}

/// The constants that `.route(` is called with; anything else than a constant of a pattern is a fault.
fn routes(tree: &Tree) -> (Names, Vec<String>) {
    let (mut names, mut faults) = (Names::new(), Vec::new());
    for file in tree.below(ROUTES_IN, &["rs"]) {
        let text = without_tests(file);
        for at in positions(text, ".route(") {
            let after = text[at + ".route(".len()..].trim_start();
            let argument = after.split(',').next().unwrap_or_default().trim();
            let place = format!("{}:{}", file.path, line_at(text, at));
            match argument.rsplit_once("::") {
                Some((_, name)) if is_constant(name) => {
                    names.insert(name.to_owned(), place);
                }
                _ => faults.push(format!("{place}: a route is named by a constant of a pattern, not by {argument}")),
            }
        }
        for other in [".route_service(", ".nest(", ".nest_service("] {
            let found = positions(text, other);
            faults.extend(found.into_iter().map(|at| file.fault(line_at(text, at), "routes are added by `.route(` only")));
        }
    }
    (names, faults)
}

fn is_constant(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '_')
}

/// The public functions that take a caller, or somebody who manages accounts.
fn use_cases(tree: &Tree) -> Names {
    let mut names = Names::new();
    for file in tree.below(CASES_IN, &["rs"]).filter(|file| !file.path.contains("/tests")) {
        let text = without_tests(file);
        for at in positions(text, "pub async fn ") {
            let rest = &text[at + "pub async fn ".len()..];
            let Some((name, rest)) = rest.split_once(['(', '<']) else { continue };
            let signature = rest.split(['{', ';']).next().unwrap_or_default();
            if signature.contains(": &Caller") || signature.contains(": Option<&Caller>") || signature.contains(": By<'_>") {
                names.insert(name.to_owned(), format!("{}:{}", file.path, line_at(text, at)));
            }
        }
    }
    names
}

/// What stands in a list after a word, up to a sign.
fn listed(tree: &Tree, path: &str, before: &str, end: char) -> Names {
    let mut names = Names::new();
    let folder = format!("{}/", path.trim_end_matches(".rs"));
    for file in tree.files.iter().filter(|file| file.path == path || file.path.starts_with(&folder)) {
        for (at, line) in file.text.lines().enumerate() {
            let Some(rest) = line.trim_start().strip_prefix(before) else { continue };
            if let Some((name, _)) = rest.split_once(end) {
                names.insert(name.to_owned(), format!("{}:{}", file.path, at + 1));
            }
        }
    }
    names
}

/// The text of a file before its tests.
fn without_tests(file: &File) -> &str {
    file.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(router: &str, routes: &str, use_case: &str, cases: &str) -> Vec<String> {
        let files = [("crates/web/src/a.rs", router), (ROUTES, routes), ("crates/app/src/b.rs", use_case), (CASES, cases)];
        faults(&Tree::of(&files))
    }

    const ROUTER: &str = "Router::new().route(at::HOME, get(home))";
    const ROUTE: &str = "    route HOME { get anybody }\n";
    const USE_CASE: &str = "impl App {\n    pub async fn queue(&self, caller: &Caller) -> Result<Queue> {\n";
    const CASE: &str = "    case \"queue\" audited Needs::Session\n";

    #[test]
    fn what_is_listed_is_no_fault() {
        assert_eq!(project(ROUTER, ROUTE, USE_CASE, CASE), [] as [String; 0]);
    }

    #[test]
    fn a_route_or_a_use_case_that_no_list_names_is_a_fault() {
        let unlisted = project(ROUTER, "", USE_CASE, "");
        assert_eq!(unlisted.len(), 2);
        assert!(unlisted[0].contains("`HOME` is not in crates/web/tests"), "{unlisted:?}");
        assert!(unlisted[1].contains("`queue` is not in crates/app/tests"), "{unlisted:?}");
    }

    #[test]
    fn a_line_for_a_route_or_a_use_case_that_is_gone_is_a_fault() {
        assert_eq!(project("", ROUTE, "", CASE).len(), 2);
    }

    #[test]
    fn a_route_that_spells_its_address_or_hides_in_a_nest_is_a_fault() {
        assert_eq!(project("Router::new().route(\"/x\", get(x))", "", "", "").len(), 1);
        assert_eq!(project("Router::new().nest(at::HOME, more())", "", "", "").len(), 1);
    }

    #[test]
    fn what_takes_no_caller_is_no_use_case() {
        let inner = "impl App {\n    pub(crate) async fn inner(&self, caller: &Caller) {\n    pub async fn tick(&self) {\n";
        assert_eq!(project("", "", inner, ""), [] as [String; 0]);
    }
}
