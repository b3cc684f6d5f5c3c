//! The figures as a file that table programs open.

use super::QualityView;
use crate::i18n::Lang;
use crate::pages::desk::aggregates::quoted;

/// Programs take a first byte-order mark for UTF-8.
const MARK: &str = "\u{feff}";

/// A line for each rule; then how it was counted.
pub(super) fn csv(lang: Lang, view: &QualityView) -> String {
    let mut text = MARK.to_owned();
    let mut write = |cells: Vec<String>| {
        text.push_str(&cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    };
    let hidden = lang.t("cell-hidden");
    write(vec![lang.t("quality-title"), view.period.clone()]);
    let head = ["rule", "code", "people", "judged", "right", "lapsed", "missed", "decide", "acknowledge", "endings", "bad"];
    // i18n: quality-rule quality-code quality-people quality-judged quality-right quality-lapsed quality-decide quality-acknowledge
    // i18n: quality-endings quality-bad quality-missed
    write(head.iter().map(|column| lang.t(&format!("quality-{column}"))).collect());
    for rule in &view.rules {
        let number = |cell: &Option<String>| cell.as_ref().map_or_else(|| hidden.clone(), |count| count.replace(',', ""));
        let pair = |pair: &Option<(String, String)>| {
            pair.as_ref().map_or_else(|| lang.t("quality-none"), |(one, other)| format!("{one} {other}"))
        };
        let endings: Vec<String> = rule.endings.iter().map(|(ending, count)| format!("{ending} {}", number(count))).collect();
        write(vec![
            rule.name.clone(),
            rule.code.clone(),
            number(&rule.people),
            number(&rule.judged),
            pair(&rule.precision),
            number(&rule.lapsed),
            rule.missed.as_ref().map_or_else(|| lang.t("quality-none"), number),
            pair(&rule.decide),
            pair(&rule.acknowledge),
            endings.join("; "),
            rule.bad.join("; "),
        ]);
    }
    view.how.iter().for_each(|line| write(vec![line.clone()]));
    text
}
