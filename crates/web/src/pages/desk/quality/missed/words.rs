//! Codes of reviews in words.

use xinqiao_access::Role;
use xinqiao_app::missed::{PastLine, WhatBecame};
use xinqiao_warnings::quality::ReviewRules;
use xinqiao_warnings::quality::missed::{Findings, Mark, Step, Words as PackWords};

use crate::i18n::Lang;
use crate::pages::desk::serve::rules_text::Words;
use crate::site::Site;

/// Words of the pack.
pub fn title(lang: Lang, words: &PackWords) -> String {
    if lang == Lang::En { words.en.clone() } else { words.zh_cn.clone() }
}

/// What happened; the code itself when a newer pack has dropped it.
pub fn event(lang: Lang, rules: &ReviewRules, code: &str) -> String {
    rules.event(code).map_or_else(|| code.to_owned(), |event| title(lang, &event.title))
}

/// What was found.
pub fn finding(lang: Lang, rules: &ReviewRules, code: &str) -> String {
    rules.finding(code).map_or_else(|| code.to_owned(), |finding| title(lang, &finding.title))
}

/// A role where no name may stand.
// i18n: role-*
pub fn role(lang: Lang, role: Option<Role>) -> String {
    role.map_or_else(|| lang.t("missed-role-unknown"), |role| lang.t(&format!("role-{}", role.code().replace('_', "-"))))
}

/// By what a review is counted.
pub fn mark(lang: Lang, words: Option<&Words<'_>>, mark: &Mark) -> String {
    match mark {
        Mark::Rule { code, .. } => {
            let name = words.map_or_else(|| code.to_string(), |words| words.signal(code.as_str()));
            lang.t1("missed-mark-rule", "name", name)
        }
        Mark::Source { code } => {
            let name = words.and_then(|words| words.source(code.as_str())).unwrap_or_else(|| code.to_string());
            lang.t1("missed-mark-source", "name", name)
        }
        Mark::Neither => lang.t("missed-mark-neither"),
    }
}

/// What a review found, a line each.
pub fn findings(lang: Lang, rules: &ReviewRules, words: Option<&Words<'_>>, found: &Findings) -> Vec<String> {
    let codes = std::iter::once(&found.finding).chain(&found.also);
    codes.map(|code| finding(lang, rules, code.as_str())).chain([mark(lang, words, &found.mark)]).collect()
}

/// What was known before: what it was, and what became of it.
pub fn past(site: &Site, lang: Lang, words: Option<&Words<'_>>, line: &PastLine) -> (String, String) {
    match line {
        PastLine::Signal { rule, level, source, became, .. } => {
            // i18n: level-*
            let level = lang.t(&format!("level-{level}"));
            let name = words.map_or_else(|| rule.2.clone(), |words| words.signal(&rule.2));
            let from = words.and_then(|words| words.source(source));
            let what = match from {
                Some(from) => lang.t3("missed-past-told", [("name", &name), ("level", &level), ("source", &from)]),
                None => lang.t2("missed-past-signal", "name", name, "level", level),
            };
            (what, self::became(lang, words, became))
        }
        PastLine::Sheet { instrument, version, signals, .. } => {
            let pack = site.app.library().instrument(instrument);
            let name = pack
                .and_then(|pack| pack.text(lang.tag()).or_else(|| pack.text(Lang::ZhCn.tag())))
                .map_or_else(|| instrument.clone(), |text| text.title.clone());
            let became =
                if *signals == 0 { lang.t("missed-past-silent") } else { lang.t1("missed-past-spoke", "count", *signals) };
            (lang.t2("missed-past-sheet", "name", name, "version", version), became)
        }
        PastLine::Warning { number, level, ending, until, .. } => {
            let level = lang.t(&format!("level-{level}"));
            let ended = match (ending.as_str(), until) {
                ("", None) => lang.t("ending-running"),
                ("", Some(_)) => lang.t("missed-past-ended"),
                (code, _) => lang.t(&format!("ending-{}", code.replace('_', "-"))),
            };
            (lang.t2("missed-past-warning", "number", number, "level", level), ended)
        }
    }
}

fn became(lang: Lang, words: Option<&Words<'_>>, became: &WhatBecame) -> String {
    match became {
        WhatBecame::Dismissed { reason, role: of, .. } => {
            let code = reason.parse().ok();
            let reason = words.zip(code).map_or_else(|| reason.clone(), |(words, code)| words.dismissal(code));
            lang.t2("missed-past-dismissed", "role", role(lang, *of), "reason", reason)
        }
        WhatBecame::TakenUp => lang.t("missed-past-taken-up"),
        WhatBecame::Lapsed => lang.t("ending-lapsed"),
        WhatBecame::Open => lang.t("ending-open"),
    }
}

/// What a step says beside its words.
pub fn of_step(lang: Lang, rules: &ReviewRules, words: Option<&Words<'_>>, step: &Step) -> Vec<String> {
    match step {
        Step::Proposed { findings: found, .. } => findings(lang, rules, words, found),
        Step::Advised { about } => vec![mark(lang, words, about)],
        _ => Vec::new(),
    }
}
