//! The document as a workbook: what it says on the first sheet, a sheet for each table; numbers as numbers.

use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet};

use crate::{Cell, Document, Fault, Table};

/// Longest name of a sheet, in characters.
const LONGEST_NAME: usize = 31;
/// What a name of a sheet must not hold.
const NOT_IN_NAME: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// The workbook. Errors: it could not be put together.
pub fn excel(document: &Document) -> Result<Vec<u8>, Fault> {
    let mut book = Workbook::new();
    let (strong, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let sheet = book.add_worksheet().set_name(name(0, &document.title))?;
    sheet.set_column_width(0, 90)?;
    let mut row = 0;
    let mut write = |sheet: &mut Worksheet, text: &str, format: &Format| -> Result<(), Fault> {
        sheet.write_string_with_format(row, 0, text, format)?;
        row += 1;
        Ok(())
    };
    write(sheet, &document.title, &strong)?;
    for text in [&document.lead].into_iter().chain(&document.stamp) {
        write(sheet, text, &wrapped)?;
    }
    for (value, label) in &document.figures {
        write(sheet, &format!("{label} {value}"), &wrapped)?;
    }
    for section in &document.sections {
        write(sheet, &section.heading, &strong)?;
        for text in section.paragraphs.iter().chain(&section.notes) {
            write(sheet, text, &wrapped)?;
        }
    }
    write(sheet, &document.foot, &wrapped)?;
    for (at, section) in document.sections.iter().enumerate() {
        if let Some(table) = &section.table {
            let sheet = book.add_worksheet().set_name(name(at + 1, &section.heading))?;
            fill(sheet, table)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), Fault> {
    let head = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
    sheet.set_freeze_panes(1, 1)?;
    let mut column = 0_u16;
    for (at, text) in table.head.iter().enumerate() {
        let cells = || table.rows.iter().filter_map(|row| row.get(at));
        let has_range = cells().any(|cell| matches!(cell, Cell::Number { range: Some(_), .. }));
        let mut names = vec![text.clone()];
        if has_range {
            names.extend([&table.ends.0, &table.ends.1].map(|end| format!("{text} {end}")));
        }
        for (ahead, name) in (0_u16..).zip(&names) {
            sheet.write_string_with_format(0, column + ahead, name, &head)?;
            sheet.set_column_width(column + ahead, if column == 0 { 24 } else { 16 })?;
        }
        for (row, cell) in (1_u32..).zip(cells()) {
            put(sheet, (row, column), cell)?;
        }
        column += u16::try_from(names.len()).unwrap_or(1);
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), Fault> {
    match cell {
        Cell::Number { value, format, range, .. } => {
            let format = Format::new().set_num_format(*format);
            sheet.write_number_with_format(row, column, *value, &format)?;
            if let Some((low, high)) = range {
                sheet.write_number_with_format(row, column + 1, *low, &format)?;
                sheet.write_number_with_format(row, column + 2, *high, &format)?;
            }
        }
        Cell::Words { text } | Cell::Hidden { text } => {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

/// A name that a table program takes: a number makes it the only one.
fn name(number: usize, text: &str) -> String {
    let plain: String = text.chars().filter(|sign| !NOT_IN_NAME.contains(sign) && !sign.is_control()).collect();
    let name: String = format!("{number} {plain}").chars().take(LONGEST_NAME).collect();
    name.trim().trim_matches('\'').to_owned()
}
