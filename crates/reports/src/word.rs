//! The document as a text file that can be gone on with.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, Footer, PageMargin, PageNum, Paragraph, Run, RunFonts, Shading, Style, StyleType, Table as Grid,
    TableCell, TableRow, WidthType,
};

use crate::{Cell, Document, Fault, Table};

/// A4, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_134;
const HEAD: i32 = 567;
/// Width of the text, in twentieths of a point.
const WIDTH: usize = 9_638;
/// Font sizes, in half points.
const TEXT: usize = 21;
const SMALL: usize = 17;
const HEADING: usize = 24;
const TITLE: usize = 36;
/// Chinese in a font that word processors of the country have; others fall back to their own.
const FONT: &str = "SimSun";

/// The file. Errors: it could not be put together.
pub fn word(document: &Document) -> Result<Vec<u8>, Fault> {
    let fonts = RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").east_asia(FONT);
    let margin = PageMargin { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, header: HEAD, footer: HEAD, gutter: 0 };
    let heading = |id: &str, name: &str, size| Style::new(id, StyleType::Paragraph).name(name).bold().size(size);
    let foot = Paragraph::new().add_run(small(&document.foot)).add_run(small("  ")).add_page_num(PageNum::new());
    let mut file = Docx::new()
        .default_fonts(fonts)
        .default_size(TEXT)
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin)
        .add_style(heading("Title", "Title", TITLE))
        .add_style(heading("Heading1", "heading 1", HEADING))
        .footer(Footer::new().add_paragraph(foot))
        .add_paragraph(Paragraph::new().add_run(small(&document.lead)))
        .add_paragraph(Paragraph::new().style("Title").add_run(Run::new().add_text(&document.title)));
    for text in &document.stamp {
        file = file.add_paragraph(Paragraph::new().add_run(small(text)));
    }
    for (value, label) in &document.figures {
        let run = Paragraph::new().add_run(Run::new().add_text(format!("{label} "))).add_run(Run::new().add_text(value).bold());
        file = file.add_paragraph(run);
    }
    for section in &document.sections {
        file =
            file.add_paragraph(Paragraph::new().style("Heading1").keep_next(true).add_run(Run::new().add_text(&section.heading)));
        for text in &section.paragraphs {
            file = file.add_paragraph(Paragraph::new().add_run(Run::new().add_text(text)));
        }
        if let Some(table) = &section.table {
            file = file.add_table(grid(table));
        }
        for text in &section.notes {
            file = file.add_paragraph(Paragraph::new().add_run(small(text)));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    file.build().pack(&mut bytes).map_err(|fault| Fault::Word(fault.to_string()))?;
    Ok(bytes.into_inner())
}

fn small(text: &str) -> Run {
    Run::new().add_text(text).size(SMALL)
}

fn grid(table: &Table) -> Grid {
    let width = WIDTH / table.head.len().max(1);
    let cell = |text: &str, is_head: bool, is_number: bool| {
        let run = small(text);
        let run = if is_head { run.bold() } else { run };
        let align = if is_number { AlignmentType::Right } else { AlignmentType::Left };
        let found = TableCell::new().width(width, WidthType::Dxa).add_paragraph(Paragraph::new().align(align).add_run(run));
        if is_head { found.shading(Shading::new().fill("EEF3F1")) } else { found }
    };
    let head = table.head.iter().enumerate().map(|(at, text)| cell(text, true, 0 < at)).collect();
    let row = |cells: &Vec<Cell>| {
        TableRow::new(cells.iter().map(|one| cell(one.text(), false, one.is_number())).collect()).cant_split()
    };
    let rows = std::iter::once(TableRow::new(head)).chain(table.rows.iter().map(row)).collect();
    Grid::new(rows).width(WIDTH, WidthType::Dxa)
}
