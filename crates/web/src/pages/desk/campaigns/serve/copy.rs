//! The file again, with what became of each row.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use xinqiao_kernel::id::ImportId;

use super::told::ledger_word;
use crate::fault::Fault;
use crate::site::Site;
use crate::visitor::Visitor;

/// All but `attr-char` of RFC 5987.
const ATTR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

pub async fn copy(State(site): State<Site>, visitor: Visitor, Path(id): Path<ImportId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let words = move |key: &str| ledger_word(lang, key);
    let (name, bytes) = site.app.corrected_copy(caller, id, &words).await.map_err(|fault| visitor.fault(fault))?;
    let kind = if name.to_ascii_lowercase().ends_with(".xlsx") {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    } else {
        "text/csv; charset=utf-8"
    };
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition(&name)), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((headers, bytes).into_response())
}

/// The name in ASCII for old programs, and as it is (RFC 6266).
pub(super) fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|sign| if sign.is_ascii_alphanumeric() || "-_. ".contains(sign) { sign } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, ATTR))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_file_name_travels_in_ascii_and_as_it_is() {
        assert_eq!(
            disposition("春季\"a\"-xinqiao.csv"),
            "attachment; filename=\"___a_-xinqiao.csv\"; filename*=UTF-8''%E6%98%A5%E5%AD%A3%22a%22-xinqiao.csv"
        );
    }
}
