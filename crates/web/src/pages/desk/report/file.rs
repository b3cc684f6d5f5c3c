//! A file of reports: looked at as a whole, handed in when it is sound.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_app::intake::{COLUMNS, FileReport};

use crate::fault::Fault;
use crate::handed::{Handed, Unread};
use crate::i18n::Lang;
use crate::links;
use crate::page::{show, show_with};
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::serve::staff::shell;
use crate::parts::{Alert, AlertTone};
use crate::shell::{Area, StaffShell};
use crate::site::Site;
use crate::visitor::Visitor;

/// Largest file, in bytes.
pub const LARGEST: usize = 8 * 1024 * 1024;
/// Longest time that a file may take.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/report/file.html")]
pub struct ReportFilePage {
    pub shell: StaffShell,
    form: PostForm,
    told: Option<Alert>,
    faults: Vec<(String, String)>,
    is_cut: bool,
    columns: Vec<(String, String)>,
}

impl ReportFilePage {
    fn new(shell: StaffShell, form: PostForm, report: Option<&FileReport>) -> Self {
        let lang = shell.lang;
        let told = report.map(|report| match report.raised {
            Some(raised) => Alert::new(AlertTone::Info, lang.t2("report-file-raised", "new", raised, "known", report.known)),
            None if report.faults.is_empty() => Alert::new(AlertTone::Info, lang.t1("report-file-sound", "rows", report.rows)),
            None => Alert::new(AlertTone::Caution, lang.t("report-file-nothing")),
        });
        let faults = report.map(|report| report.faults.as_slice()).unwrap_or_default().iter().map(|row| {
            let found = if row.fault.found.is_empty() { lang.t("report-file-empty") } else { row.fault.found.clone() };
            let title = lang.t2("report-file-line", "line", row.line, "column", row.fault.field);
            (title, lang.t2("report-file-found", "expected", lang.t(row.fault.expected), "found", found))
        });
        // i18n: report-column-*
        let columns = COLUMNS.map(|name| (name.to_owned(), lang.t(&format!("report-column-{}", name.replace('_', "-")))));
        Self {
            faults: faults.collect(),
            is_cut: report.is_some_and(|report| report.is_cut),
            told,
            columns: columns.into(),
            form,
            shell,
        }
    }
}

/// Posts `file` and, to hand it in, `hand_in`.
fn form(lang: Lang) -> PostForm {
    let picks = vec![Pick::new("yes", lang.t("report-file-hand-in")).with_note(lang.t("report-file-hand-in-note"))];
    PostForm::new("report-file", links::report_file(), lang.t("report-file-do"))
        .primary()
        .with_entry(Entry::new("report-file", "file", lang.t("report-file-file"), EntryKind::File(".csv,.xlsx")).required())
        .with_entry(Entry::new("report-file", "hand_in", lang.t("report-file-what"), EntryKind::Checks(picks)))
}

/// The empty form.
pub async fn page(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    // a role that hands in nothing has no page for it, and the refusal is kept
    site.app.own_reports(caller).await.map_err(|fault| visitor.fault(fault))?;
    let shell = shell(&site, &visitor, caller, Area::Report, None).await?;
    Ok(show(&ReportFilePage::new(shell, form(visitor.preferences.lang), None)))
}

/// Looks at the file, and hands it in when that was asked for and it is sound.
pub async fn hand_in(
    State(site): State<Site>,
    visitor: Visitor,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    // who hands in nothing hands in no file either
    site.app.own_reports(caller).await.map_err(|fault| visitor.fault(fault))?;
    let lang = visitor.preferences.lang;
    let handed = match body {
        Ok(body) => Handed::read(body, LARGEST).await,
        Err(_) => Err(Unread::Broken),
    };
    let handed = handed.unwrap_or_else(|why| Handed { is_too_large: matches!(why, Unread::TooLarge), ..Handed::default() });
    let wanted = !handed.text("hand_in").is_empty();
    let outcome = if handed.is_too_large {
        Err(AppError::field("file", "fault-report-size", ""))
    } else if handed.bytes.is_empty() {
        Err(AppError::field("file", "fault-import-no-file", ""))
    } else {
        site.app.report_file(caller, &handed.file_name, handed.bytes, wanted).await
    };
    let shell = shell(&site, &visitor, caller, Area::Report, None).await?;
    match outcome {
        Ok(report) => {
            let status = if report.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(show_with(status, &ReportFilePage::new(shell, form(lang), Some(&report))))
        }
        Err(AppError::Invalid(faults)) => {
            let form = faults.iter().fold(form(lang), |form, fault| {
                let found = if fault.found.is_empty() { String::new() } else { format!(" {}", fault.found) };
                form.with_error("file", format!("{}{found}", lang.t(fault.expected)))
            });
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &ReportFilePage::new(shell, form, None)))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

impl Samples for ReportFilePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Report);
        let wrong = FileReport {
            rows: 3,
            faults: vec![xinqiao_app::intake::RowFault {
                line: 3,
                fault: xinqiao_app::FieldFault { field: "source", expected: "fault-report-source", found: "weather".to_owned() },
            }],
            is_cut: true,
            ..FileReport::default()
        };
        let sound = FileReport { rows: 3, ..FileReport::default() };
        vec![
            ("blank", Self::new(shell(), form(lang), None)),
            ("sound", Self::new(shell(), form(lang), Some(&sound))),
            ("faults", Self::new(shell(), form(lang), Some(&wrong))),
        ]
    }
}
