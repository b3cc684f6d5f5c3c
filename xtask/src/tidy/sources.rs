//! Length, first lines, white space and open ends of source files.

use crate::text::{line_at, positions, word_before};
use crate::tree::{File, Tree};

/// The longest file that a person reads in one go.
const LINES: usize = 500;

/// Files that people write line by line.
const MEASURED: [&str; 9] = ["rs", "sql", "html", "ftl", "ts", "js", "mjs", "css", "toml"];

/// Files that must not carry white space at the end of a line.
const TRIMMED: [&str; 14] = ["rs", "sql", "html", "ftl", "ts", "js", "mjs", "css", "toml", "md", "sh", "json", "yml", ""];

/// What a file must say before it is left open; written in two parts so that this file passes its own check.
const OPEN_ENDS: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];

/// All faults of this kind.
pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    tree.files.iter().filter(|file| !is_data(&file.path)).flat_map(faults_of).collect()
}

/// Collected or generated: nobody reads it from top to bottom.
fn is_data(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.starts_with("data/")
        || path.contains("/schema/")
        || path.contains("/fixtures/")
        || path.contains("/snapshots/")
        || name == "LICENSE"
        || name == "package-lock.json"
        || name == "Cargo.lock"
        || (path.starts_with("packs/") && name.starts_with("norms"))
}

/// Modules of a test suite: the names of their tests say what they hold. The suite's own first file does start with its purpose.
fn is_part_of_tests(path: &str) -> bool {
    path.contains("/src/") && (path.contains("/tests/") || path.ends_with("tests.rs"))
}

fn faults_of(file: &File) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = file.text.lines().count();
    if MEASURED.contains(&file.ending()) && lines > LINES {
        faults.push(file.fault(LINES + 1, &format!("{lines} lines: split it, {LINES} is the limit")));
    }
    if file.ending() == "rs" && !is_part_of_tests(&file.path) && !file.text.starts_with("//!") {
        faults.push(file.fault(1, "does not start with a module doc (`//!`)"));
    }
    if TRIMMED.contains(&file.ending()) {
        let trailing = file.text.lines().enumerate().filter(|(_, line)| line.ends_with([' ', '\t', '\r']));
        faults.extend(trailing.map(|(at, _)| file.fault(at + 1, "white space at the end of the line")));
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            faults.push(file.fault(lines, "no line end at the end of the file"));
        }
        faults.extend(OPEN_ENDS.iter().flat_map(|word| open_ends(file, word)));
    }
    faults
}

fn open_ends(file: &File, word: &str) -> Vec<String> {
    positions(&file.text, word)
        .filter(|position| !word_before(&file.text, *position) && !has_issue(&file.text[position + word.len()..]))
        .map(|position| file.fault(line_at(&file.text, position), &format!("{word} without an issue: `{word}(#1)`")))
        .collect()
}

/// Whether text goes on as `(#12)`; a longer word (`TODOS`) is another word.
fn has_issue(rest: &str) -> bool {
    let Some(number) = rest.strip_prefix("(#") else {
        return rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
    };
    let digits = number.chars().take_while(char::is_ascii_digit).count();
    0 < digits && number[digits..].starts_with(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, expected: &[usize]) {
        let faults = faults(&Tree::of(&[(path, text)]));
        let line = |fault: &String| fault.split(':').nth(1).and_then(|line| line.parse().ok());
        let lines: Vec<usize> = faults.iter().filter_map(line).collect();
        assert_eq!(lines, expected, "{faults:?}");
    }

    #[test]
    fn a_file_of_more_than_500_lines_is_a_fault() {
        check("a.sql", &"x\n".repeat(500), &[]);
        check("a.sql", &"x\n".repeat(501), &[501]);
        check("packs/a/norms.toml", &"x\n".repeat(501), &[]);
        check("crates/store/schema/sqlite.sql", &"x\n".repeat(501), &[]);
    }

    #[test]
    fn a_rust_file_starts_with_its_purpose() {
        check("a.rs", "//! Purpose.\n", &[]);
        check("tests/a.rs", "fn main() {}\n", &[1]);
        check("crates/a/src/tests/b.rs", "fn main() {}\n", &[]);
        check("crates/a/src/b_tests.rs", "fn main() {}\n", &[]);
    }

    #[test]
    fn lines_end_where_their_text_ends() {
        check("a.md", "fine\nnot \n", &[2]);
        check("a.css", "no line end", &[1]);
    }

    #[test]
    fn an_open_end_names_its_issue() {
        let word = OPEN_ENDS[0];
        check("a.md", &format!("{word}(#12): later\n{word}: never\n"), &[2]);
        check("a.md", &format!("{word}S and m{word}\n"), &[]);
    }
}
