//! The report of differences as a file that table programs open. Nobody is named in it.

use xinqiao_app::rescores::Class;
use xinqiao_app::rescores::RescoreView;

use super::words;
use crate::i18n::Lang;
use crate::pages::desk::aggregates::quoted;

/// Programs take a first byte-order mark for UTF-8.
const MARK: &str = "\u{feff}";

/// A line for each class, then one for each move between bands, by codes.
pub(super) fn csv(lang: Lang, view: &RescoreView) -> String {
    let mut text = MARK.to_owned();
    let mut write = |cells: &[&str]| {
        text.push_str(&cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    };
    let row = &view.row;
    write(&[&lang.t("rescores-title"), &row.instrument, &row.from_version, &row.to_version]);
    write(&[&lang.t("rescore-place"), &view.place]);
    write(&[&lang.t("rescore-stage"), &words::stage(lang, &row.stage)]);
    write(&[&lang.t("rescore-sheets"), &view.tally.sheets.to_string()]);
    write(&[&lang.t("rescore-people"), &row.people.map_or_else(String::new, |people| people.to_string())]);
    write(&[&lang.t("rescore-would-raise"), &view.tally.raised.to_string()]);
    write(&[&lang.t("rescore-would-lift"), &view.tally.lifted.to_string()]);
    write(&[&lang.t("rescore-raised"), &row.raised.to_string()]);
    write(&[&lang.t("rescore-class"), &lang.t("rescore-sheets")]);
    for class in Class::ALL {
        write(&[&words::class(lang, class), &view.tally.of(class).to_string()]);
    }
    write(&[&lang.t("rescore-before"), &lang.t("rescore-after"), &lang.t("rescore-sheets")]);
    for (before, after, count) in view.tally.moves() {
        write(&[before, after, &count.to_string()]);
    }
    text
}
