//! Text keys: every key that the pages use exists in every language, and every key is used.
//!
//! A key is used where a template or a Rust file of crates/web writes `t("key"`, `t1("key"`, `t2("key"`, `tr("key"` or `key: "key"`;
//! such a key must exist. A text constant that equals a key uses it too. A key that is put together while the program runs is named in
//! a comment: `// i18n: key other-key prefix-*` (in a template `{# i18n: … #}`).

use std::collections::{BTreeMap, BTreeSet};

use crate::text::{line_at, positions, word_before};
use crate::tree::{File, Tree};

const WEB: &str = "crates/web/";

/// What stands before a key; a quotation mark follows, spaces may lie between.
const BEFORE_KEYS: [&str; 5] = ["t(", "t1(", "t2(", "tr(", "key:"];

const ESCAPE: &str = "i18n:";

type Messages = BTreeMap<String, Message>;

#[derive(Debug, Default, Clone)]
struct Message {
    place: String,
    variables: BTreeSet<String>,
    references: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct Uses {
    /// Key and the first place that uses it.
    keys: BTreeMap<String, String>,
    prefixes: BTreeMap<String, String>,
    /// Everything between quotation marks that has the form of a key.
    constants: BTreeSet<String>,
}

/// Missing keys, unused keys, keys that take different variables in different languages.
pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let (languages, mut faults) = languages(tree);
    let uses = uses(tree);
    for (language, messages) in &languages {
        let lacks = |key: &String| !messages.contains_key(key);
        let missing = uses.keys.iter().filter(|(key, _)| lacks(key));
        faults.extend(missing.map(|(key, place)| format!("{place}: `{key}` has no text in {language}")));
        for (prefix, place) in &uses.prefixes {
            if !messages.keys().any(|key| key.starts_with(prefix)) {
                faults.push(format!("{place}: no text in {language} starts with `{prefix}`"));
            }
        }
        let referenced: BTreeSet<&String> = messages.values().flat_map(|message| &message.references).collect();
        for (key, message) in messages {
            let is_used = uses.keys.contains_key(key)
                || uses.constants.contains(key)
                || referenced.contains(key)
                || uses.prefixes.keys().any(|prefix| key.starts_with(prefix));
            if !is_used {
                faults.push(format!("{}: `{key}` is used nowhere", message.place));
            }
        }
    }
    faults.extend(differences(&languages));
    faults
}

/// The messages of each language, and keys that are defined twice.
fn languages(tree: &Tree) -> (BTreeMap<String, Messages>, Vec<String>) {
    let mut languages: BTreeMap<String, Messages> = BTreeMap::new();
    let mut faults = Vec::new();
    for file in tree.below(WEB, &["ftl"]) {
        let messages = languages.entry(language(&file.path)).or_default();
        for (key, message) in messages_of(file) {
            if let Some(earlier) = messages.get(&key) {
                faults.push(format!("{}: `{key}` is defined already at {}", message.place, earlier.place));
            }
            messages.insert(key, message);
        }
    }
    (languages, faults)
}

/// A file belongs to the language that a folder or its own name tells: `locales/zh-CN/home.ftl`.
fn language(path: &str) -> String {
    let is_tag = |part: &&str| *part == "en" || *part == "zh-CN";
    let mut parts = path.split(['/', '.']);
    parts.find(is_tag).unwrap_or("a language without a name").to_owned()
}

fn messages_of(file: &File) -> Vec<(String, Message)> {
    let mut found: Vec<(String, Message)> = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        let starts_message = line.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '-');
        if starts_message && let Some((key, _)) = line.split_once('=') {
            let place = format!("{}:{}", file.path, at + 1);
            found.push((key.trim().to_owned(), Message { place, ..Message::default() }));
        }
        if line.starts_with('#') {
            continue;
        }
        if let Some((_, message)) = found.last_mut() {
            message.variables.extend(names_after(line, "$"));
            message.references.extend(placeables(line));
        }
    }
    found
}

fn names_after(line: &str, mark: &str) -> Vec<String> {
    positions(line, mark).map(|at| key_at(&line[at + mark.len()..]).to_owned()).collect()
}

/// Messages and terms that another message shows: `{ other }`, `{ -term }`.
fn placeables(line: &str) -> Vec<String> {
    let inside = positions(line, "{").map(|at| line[at + 1..].trim_start());
    inside
        .filter_map(|rest| {
            let key = key_at(rest);
            let goes_on = rest[key.len()..].trim_start();
            (!key.is_empty() && goes_on.starts_with(['}', '.'])).then(|| key.to_owned())
        })
        .collect()
}

fn key_at(text: &str) -> &str {
    let end = text.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'));
    &text[..end.unwrap_or(text.len())]
}

fn uses(tree: &Tree) -> Uses {
    let mut uses = Uses::default();
    let files = tree.below(WEB, &["rs", "html"]).filter(|file| !is_test(&file.path));
    for file in files {
        uses.constants.extend(file.text.split('"').filter(|text| key_at(text) == *text).map(str::to_owned));
        for mark in BEFORE_KEYS {
            let found = positions(&file.text, mark).filter(|at| !word_before(&file.text, *at));
            for at in found {
                let Some(rest) = file.text[at + mark.len()..].trim_start().strip_prefix('"') else {
                    continue;
                };
                let key = key_at(rest);
                if !key.is_empty() && rest[key.len()..].starts_with('"') {
                    uses.add(key, file, at);
                }
            }
        }
        for at in positions(&file.text, ESCAPE).filter(|at| is_comment(&file.text, *at)) {
            let line = file.text[at + ESCAPE.len()..].lines().next().unwrap_or_default();
            let line = line.split("#}").next().unwrap_or_default();
            for key in line.split([' ', ',']).filter(|key| !key.is_empty()) {
                uses.add(key, file, at);
            }
        }
    }
    uses
}

/// Tests ask for keys that are meant to be missing.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn is_comment(text: &str, position: usize) -> bool {
    let before = text[..position].trim_end_matches(' ');
    before.ends_with("//") || before.ends_with("{#")
}

impl Uses {
    fn add(&mut self, key: &str, file: &File, position: usize) {
        let place = || format!("{}:{}", file.path, line_at(&file.text, position));
        match key.strip_suffix('*') {
            Some(prefix) => self.prefixes.entry(prefix.to_owned()).or_insert_with(place),
            None => self.keys.entry(key.to_owned()).or_insert_with(place),
        };
    }
}

/// Keys that one language lacks though nobody uses them by name, and variables that differ.
fn differences(languages: &BTreeMap<String, Messages>) -> Vec<String> {
    let mut faults = Vec::new();
    let Some((first, reference)) = languages.first_key_value() else {
        return faults;
    };
    for (language, messages) in languages.iter().skip(1) {
        for (key, message) in reference {
            match messages.get(key) {
                None => faults.push(format!("{}: `{key}` is missing in {language}", message.place)),
                Some(other) if other.variables != message.variables => {
                    faults.push(format!("{}: `{key}` takes other variables than in {first}", other.place));
                }
                Some(_) => {}
            }
        }
        let extra = messages.iter().filter(|(key, _)| !reference.contains_key(*key));
        faults.extend(extra.map(|(key, message)| format!("{}: `{key}` is missing in {first}", message.place)));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: &str = "crates/web/src/pages/home.html";
    const ZH: &str = "crates/web/locales/zh-CN/home.ftl";
    const EN: &str = "crates/web/locales/en/home.ftl";

    fn check(files: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(faults(&Tree::of(files)), expected);
    }

    #[test]
    fn a_used_key_exists_in_every_language() {
        let page = (HOME, r#"<h1>{{ l.t("home-title") }}</h1>"#);
        check(&[page, (ZH, "home-title = 心桥\n"), (EN, "home-title = Xinqiao\n")], &[]);
        check(
            &[page, (ZH, "home-title = 心桥\n"), (EN, "# nothing yet\n")],
            &[
                "crates/web/src/pages/home.html:1: `home-title` has no text in en",
                "crates/web/locales/zh-CN/home.ftl:1: `home-title` is missing in en",
            ],
        );
    }

    #[test]
    fn a_key_that_nobody_uses_is_a_fault_unless_a_comment_names_it() {
        let texts = [(ZH, "band-1 = 平稳\n"), (EN, "band-1 = Steady\n")];
        check(
            &texts,
            &[
                "crates/web/locales/en/home.ftl:1: `band-1` is used nowhere",
                "crates/web/locales/zh-CN/home.ftl:1: `band-1` is used nowhere",
            ],
        );
        for comment in ["// i18n: band-1\n", "// i18n: other, band-*\n"] {
            let rust = ("crates/web/src/a.rs", comment);
            let faults = faults(&Tree::of(&[texts[0], texts[1], rust]));
            assert!(faults.iter().all(|fault| !fault.contains("band-1")), "{faults:?}");
        }
    }

    #[test]
    fn a_text_constant_that_equals_a_key_uses_it() {
        let texts = [(ZH, "mood-low = 低落\n"), (EN, "mood-low = Low\n")];
        check(&[texts[0], texts[1], ("crates/web/src/mood.rs", "Mood::Low => \"mood-low\",\n")], &[]);
    }

    #[test]
    fn a_key_that_another_text_shows_is_used() {
        let rust = ("crates/web/src/a.rs", r#"let field = Field { key: "field-name" };"#);
        let text = "-brand = X\nfield-name = { -brand } { field-word }\nfield-word = w\n";
        check(&[rust, (ZH, text), (EN, text)], &[]);
    }

    #[test]
    fn a_text_takes_the_same_variables_in_every_language() {
        let page = (HOME, r#"{{ l.t1("left", "count", n) }}"#);
        check(
            &[page, (EN, "left = { $count } left\n"), (ZH, "left = 还剩 { $number } 题\n")],
            &["crates/web/locales/zh-CN/home.ftl:1: `left` takes other variables than in en"],
        );
    }
}
