//! Words of the register: titles of the pack in the reader's language.

use std::collections::BTreeMap;

use xinqiao_cases::register::Groups;

use crate::i18n::Lang;

/// A title in the reader's language; the code where the pack has no words.
pub fn of(lang: Lang, title: &BTreeMap<String, String>, code: &str) -> String {
    title.get(lang.tag()).or_else(|| title.get("zh-CN")).cloned().unwrap_or_else(|| code.to_owned())
}

/// How it is known.
pub fn origin(lang: Lang, rules: &Groups, code: &str) -> String {
    rules.origin(code).map_or_else(|| code.to_owned(), |term| of(lang, &term.title, code))
}

/// Why an entry ended.
pub fn reason(lang: Lang, rules: &Groups, code: &str) -> String {
    rules.reason(code).map_or_else(|| code.to_owned(), |term| of(lang, &term.title, code))
}
