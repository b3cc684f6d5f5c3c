//! The counts as a file that table programs open.

use super::{AggregatesView, Line};

/// Programs take a first byte-order mark for UTF-8.
const MARK: &str = "\u{feff}";

/// Signs with which a table program would take a name for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Place, columns, a line for the whole and each place below; then how it was counted.
pub(super) fn csv(view: &AggregatesView, place: &str, hidden: &str) -> String {
    let mut text = MARK.to_owned();
    let mut write = |cells: Vec<String>| {
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    };
    let head = std::iter::once(place).chain(view.columns.iter().map(String::as_str));
    write(vec![quoted(&view.title), quoted(&view.month)]);
    write(head.map(quoted).collect());
    for Line { place, cells } in std::iter::once(&view.whole).chain(&view.below) {
        let plain = |cell: &Option<String>| match cell {
            // a number without the commas of the page
            Some(count) => count.replace(',', ""),
            None => quoted(hidden),
        };
        write(std::iter::once(quoted(&place.name)).chain(cells.iter().map(plain)).collect());
    }
    view.how.iter().for_each(|line| write(vec![quoted(line)]));
    text
}

/// A cell in quotation marks, no formula.
pub(in crate::pages::desk) fn quoted(text: &str) -> String {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::pages::desk::aggregates::PlaceLine;

    #[test]
    fn a_hidden_cell_is_a_word_and_a_name_is_no_formula() {
        let line = |name: &str, cells: [Option<&str>; 2]| Line {
            place: PlaceLine { name: name.to_owned(), href: None },
            cells: cells.map(|cell| cell.map(str::to_owned)).to_vec(),
        };
        let view = AggregatesView {
            title: "t".to_owned(),
            way: Vec::new(),
            measures: Vec::new(),
            months: Vec::new(),
            month: Lang::En.month(jiff::civil::date(2026, 10, 1)),
            columns: vec!["red".to_owned(), "all".to_owned()],
            whole: line("city", [None, Some("1,234")]),
            below: vec![line("=1+1", [None, Some("0")])],
            series: Vec::new(),
            how: vec!["a \"b\"".to_owned()],
            rules: None,
            beside: Vec::new(),
            file: None,
            fault: None,
        };
        let lines = [
            "\"t\",\"October 2026\"",
            "\"place\",\"red\",\"all\"",
            "\"city\",\"hidden\",1234",
            "\"'=1+1\",\"hidden\",0",
            "\"a \"\"b\"\"\"",
            "",
        ];
        assert_eq!(csv(&view, "place", "hidden"), format!("{MARK}{}", lines.join("\r\n")));
    }
}
