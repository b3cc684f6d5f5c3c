//! `docs/compliance.md` names the tests that show what it says: each of them exists.

use std::collections::BTreeSet;

use crate::tree::{File, Tree};

const DOCUMENT: &str = "docs/compliance.md";

/// Tests have names of at least so many words; shorter words in backticks are keys and codes.
const FEWEST_WORDS: usize = 5;

/// Names of tests that are nowhere.
pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let Some(document) = tree.files.iter().find(|file| file.path == DOCUMENT) else {
        return Vec::new();
    };
    let known: BTreeSet<&str> = tree.files.iter().filter(|file| file.ending() == "rs").flat_map(functions).collect();
    let named = document.text.lines().enumerate().flat_map(|(at, line)| names(line).map(move |name| (at + 1, name)));
    named
        .filter(|(_, name)| !known.contains(name))
        .map(|(line, name)| document.fault(line, &format!("there is no test `{name}`")))
        .collect()
}

/// What stands in backticks and has the form of a test's name.
fn names(line: &str) -> impl Iterator<Item = &str> {
    let is_name = |word: &&str| {
        let is_plain = word.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_');
        is_plain && FEWEST_WORDS <= word.split('_').count()
    };
    line.split('`').skip(1).step_by(2).filter(is_name)
}

/// Functions with a test attribute, other attributes and comments between or not.
fn functions(file: &File) -> Vec<&str> {
    let mut found = Vec::new();
    let mut is_test = false;
    for line in file.text.lines().map(str::trim_start) {
        if line.starts_with("#[") {
            is_test |= line.contains("test]");
        } else if !line.starts_with("//") {
            let name = line.trim_start_matches("async ").strip_prefix("fn ").and_then(|rest| rest.split(['(', '<']).next());
            found.extend(name.filter(|_| is_test));
            is_test = false;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_does_not_exist_is_a_fault_and_other_words_are_not() {
        let tests = "#[tokio::test]\nasync fn a_wrong_password_opens_no_session() {}\n#[test]\n#[expect(a, reason = \"b\")]\nfn keys_open_one_row_each() {}\nfn helper_that_is_no_test_itself() {}\n";
        let text = "`a_wrong_password_opens_no_session` `keys_open_one_row_each`\n`read_audit` `crates/a_b_c_d_e/x.rs`\n\
                    `a_test_that_was_renamed` `helper_that_is_no_test_itself`\n";
        let tree = Tree::of(&[("crates/a/src/tests.rs", tests), (DOCUMENT, text)]);
        assert_eq!(
            faults(&tree),
            [
                "docs/compliance.md:3: there is no test `a_test_that_was_renamed`",
                "docs/compliance.md:3: there is no test `helper_that_is_no_test_itself`"
            ]
        );
    }
}
