//! The files are opened again by other programs, and say what the document says.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use typst_layout::PagedDocument;

use crate::{Cell, Document, Section, Table, excel, pdf, word};

/// A number that may not be seen: it stands nowhere in the document, and so in no file.
const SECRET: &str = "4711";

fn number(value: f64, format: &'static str, range: Option<(f64, f64)>, text: &str) -> Cell {
    Cell::Number { value, format, range, text: text.to_owned() }
}

fn document() -> Document {
    let hidden = || Cell::Hidden { text: "不显示".to_owned() };
    let share = |value, low, high, text| number(value, "0.0%", Some((low, high)), text);
    let table = Table {
        caption: "各班".to_owned(),
        head: ["班级", "应答", "占比"].map(str::to_owned).to_vec(),
        ends: ("下限".to_owned(), "上限".to_owned()),
        rows: vec![
            vec![
                Cell::words("一班 #[x] *不* $1$"),
                number(44.0, "0", None, "44"),
                share(0.317, 0.2, 0.467, "31.7%（20.0–46.7）"),
            ],
            vec![Cell::words("䶮㛃班"), hidden(), hidden()],
        ],
    };
    Document {
        lang: "zh".to_owned(),
        lead: "甘州区第一中学".to_owned(),
        title: "秋季普查 群体报告".to_owned(),
        stamp: vec!["2026年11月1日至30日".to_owned()],
        figures: vec![("112".to_owned(), "应答".to_owned())],
        sections: vec![Section {
            heading: "一、各班: [情况]?".to_owned(),
            paragraphs: vec!["= 不是标题 <b>".to_owned()],
            table: Some(table),
            notes: vec!["少于10人的数不显示。".to_owned()],
        }],
        foot: "内部资料".to_owned(),
    }
}

fn texts(pages: &PagedDocument) -> String {
    fn of_frame(frame: &typst::layout::Frame, text: &mut String) {
        for (_, item) in frame.items() {
            match item {
                typst::layout::FrameItem::Group(group) => of_frame(&group.frame, text),
                typst::layout::FrameItem::Text(run) => text.push_str(&run.text),
                _ => {}
            }
        }
    }
    let mut text = String::new();
    pages.pages().iter().for_each(|page| of_frame(&page.frame, &mut text));
    text
}

#[test]
fn a_workbook_holds_numbers_as_numbers_with_both_ends_of_their_range_and_hidden_ones_as_words() {
    let bytes = excel(&document()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 2, "{names:?}");
    let sheet = book.worksheet_range(&names[1]).unwrap();
    let row = |at: u32| (0..5).map(|column| sheet.get_value((at, column)).cloned().unwrap_or(Data::Empty)).collect::<Vec<_>>();
    let words = |text: &str| Data::String(text.to_owned());
    assert_eq!(row(0), ["班级", "应答", "占比", "占比 下限", "占比 上限"].map(words));
    assert_eq!(
        row(1),
        [words("一班 #[x] *不* $1$"), Data::Float(44.0), Data::Float(0.317), Data::Float(0.2), Data::Float(0.467)]
    );
    assert_eq!(row(2), [words("䶮㛃班"), words("不显示"), words("不显示"), Data::Empty, Data::Empty]);
    let first = book.worksheet_range(&names[0]).unwrap();
    assert!(first.cells().any(|(_, _, cell)| *cell == words("少于10人的数不显示。")));
}

#[test]
fn a_text_file_says_every_word_of_the_document_and_none_that_is_hidden() {
    let bytes = word(&document()).unwrap();
    let mut file = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    file.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    for text in [
        "秋季普查 群体报告",
        "一班 #[x] *不* $1$",
        "䶮㛃班",
        "31.7%（20.0–46.7）",
        "不显示",
        "= 不是标题 &lt;b&gt;",
        "少于10人的数不显示。",
    ] {
        assert!(xml.contains(text), "{text}");
    }
    assert!(!xml.contains(SECRET));
}

#[test]
fn printed_pages_say_every_word_and_read_none_as_a_command() {
    let document = document();
    let pages = crate::pdf::pages(&document).unwrap();
    let text = texts(&pages).replace(['\u{a0}', ' '], "");
    for words in
        ["秋季普查群体报告", "一班#[x]*不*$1$", "䶮㛃班", "31.7%（20.0–46.7）", "不显示", "=不是标题<b>", "少于10人的数不显示。"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    let bytes = pdf(&document).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(pages.pages().len(), 1);
}

#[test]
fn a_long_table_goes_over_pages_with_its_head_on_each() {
    let mut document = document();
    let table = document.sections[0].table.as_mut().unwrap();
    table.rows = (0..200).map(|row| vec![Cell::words(format!("{row}班")), Cell::words("1"), Cell::words("2")]).collect();
    let pages = crate::pdf::pages(&document).unwrap();
    let count = pages.pages().len();
    assert!(1 < count);
    assert_eq!(texts(&pages).matches("班级").count(), count);
}

#[test]
fn an_empty_document_makes_files_too() {
    let empty = Document { lang: "en".to_owned(), title: "Nothing".to_owned(), ..Document::default() };
    assert!(pdf(&empty).is_ok() && word(&empty).is_ok() && excel(&empty).is_ok());
}
