//! The document as printed pages. Nothing is read from anywhere: one font, one template, the data.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::{Document, Fault};

/// Noto Sans SC Regular (SIL Open Font License 1.1), out of an npm package.
static LETTERS: &[u8] = include_bytes!("../assets/NotoSansSC-Regular.ttf");
const TEMPLATE: &str = include_str!("report.typ");
/// Results of the page setter that nothing asked for in so many reports are forgotten.
const KEPT: usize = 2;

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| Font::iter(Bytes::new(LETTERS)).collect());
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The pages. Errors: the page setter refused the document.
pub fn pdf(document: &Document) -> Result<Vec<u8>, Fault> {
    let pages = pages(document)?;
    let bytes = typst_pdf::pdf(&pages, &PdfOptions::default()).map_err(|faults| said(&faults))?;
    comemo::evict(KEPT);
    Ok(bytes)
}

pub(crate) fn pages(document: &Document) -> Result<PagedDocument, Fault> {
    let path = VirtualPath::new("report.typ").map_err(|fault| Fault::Pdf(format!("{fault:?}")))?;
    let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
    let mut inputs = Dict::new();
    inputs.insert("document".into(), serde_json::to_string(document)?.into_value());
    let press = Press {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        source: Source::new(id, TEMPLATE.to_owned()),
    };
    typst::compile::<PagedDocument>(&press).output.map_err(|faults| said(&faults))
}

fn said(faults: &[typst::diag::SourceDiagnostic]) -> Fault {
    Fault::Pdf(faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>().join("; "))
}

struct Press {
    library: LazyHash<Library>,
    source: Source,
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _id: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
