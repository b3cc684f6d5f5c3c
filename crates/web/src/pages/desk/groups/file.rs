//! A file of entries: looked at as a whole, taken when it is sound.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_app::groups::{GROUP_COLUMNS, GroupFile};

use super::serve::page_shell;
use crate::fault::Fault;
use crate::handed::{Handed, Unread};
use crate::i18n::Lang;
use crate::links;
use crate::page::{show, show_with};
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::{Alert, AlertTone};
use crate::shell::{Area, StaffShell};
use crate::site::Site;
use crate::visitor::Visitor;

/// Largest file, in bytes.
pub const LARGEST: usize = 8 * 1024 * 1024;
/// Longest time that a file may take.
pub const PATIENCE: Duration = Duration::from_secs(120);
const NAME: &str = "group-file";

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/groups/file.html")]
pub struct GroupFilePage {
    pub shell: StaffShell,
    form: PostForm,
    told: Option<Alert>,
    faults: Vec<(String, String)>,
    is_cut: bool,
    columns: Vec<(String, String)>,
}

impl GroupFilePage {
    fn new(shell: StaffShell, form: PostForm, report: Option<&GroupFile>) -> Self {
        let lang = shell.lang;
        let told = report.map(|report| match report.recorded {
            Some(recorded) => Alert::new(AlertTone::Info, lang.t2("group-file-taken", "new", recorded, "known", report.known)),
            None if report.faults.is_empty() => {
                let sound = lang.t2("group-file-sound", "rows", report.rows, "known", report.known);
                let people = lang.t1("group-file-people", "people", report.new_people);
                Alert::new(AlertTone::Info, format!("{sound}{}{people}", lang.t("join-semicolon")))
            }
            None => Alert::new(AlertTone::Caution, lang.t("group-file-nothing")),
        });
        let faults = report.map(|report| report.faults.as_slice()).unwrap_or_default().iter().map(|row| {
            let found = if row.fault.found.is_empty() { lang.t("report-file-empty") } else { row.fault.found.clone() };
            // the column of the first day is called so in files
            let column = if row.fault.field == "day" { "since" } else { row.fault.field };
            let title = lang.t2("report-file-line", "line", row.line, "column", column);
            (title, lang.t2("report-file-found", "expected", lang.t(row.fault.expected), "found", found))
        });
        // i18n: group-column-*
        let columns = GROUP_COLUMNS.map(|name| (name.to_owned(), lang.t(&format!("group-column-{}", name.replace('_', "-")))));
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

/// Posts `file` and, to take it, `take`.
fn form(lang: Lang) -> PostForm {
    let picks = vec![Pick::new("yes", lang.t("group-file-take")).with_note(lang.t("group-file-take-note"))];
    PostForm::new(NAME, links::group_file(), lang.t("group-file-do"))
        .primary()
        .with_entry(Entry::new(NAME, "file", lang.t("group-file-file"), EntryKind::File(".csv,.xlsx")).required())
        .with_entry(Entry::new(NAME, "take", lang.t("group-file-what"), EntryKind::Checks(picks)))
}

/// The empty form.
pub async fn page(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    // a role that enters nobody has no page for it, and the refusal is kept
    site.app.may_enter_groups(caller).await.map_err(|fault| visitor.fault(fault))?;
    Ok(show(&GroupFilePage::new(page_shell(&site, &visitor).await?, form(visitor.preferences.lang), None)))
}

/// Looks at the file, and takes it when that was asked for and it is sound.
pub async fn hand_in(
    State(site): State<Site>,
    visitor: Visitor,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    site.app.may_enter_groups(caller).await.map_err(|fault| visitor.fault(fault))?;
    let lang = visitor.preferences.lang;
    let handed = match body {
        Ok(body) => Handed::read(body, LARGEST).await,
        Err(_) => Err(Unread::Broken),
    };
    let handed = handed.unwrap_or_else(|why| Handed { is_too_large: matches!(why, Unread::TooLarge), ..Handed::default() });
    let take = !handed.text("take").is_empty();
    let outcome = if handed.is_too_large {
        Err(AppError::field("file", "fault-report-size", ""))
    } else if handed.bytes.is_empty() {
        Err(AppError::field("file", "fault-import-no-file", ""))
    } else {
        site.app.group_file(caller, &handed.file_name, handed.bytes, take).await
    };
    let shell = page_shell(&site, &visitor).await?;
    match outcome {
        Ok(report) => {
            let status = if report.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(show_with(status, &GroupFilePage::new(shell, form(lang), Some(&report))))
        }
        Err(AppError::Invalid(faults)) => {
            let form = faults.iter().fold(form(lang), |form, fault| {
                let found = if fault.found.is_empty() { String::new() } else { format!(" {}", fault.found) };
                form.with_error("file", format!("{}{found}", lang.t(fault.expected)))
            });
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &GroupFilePage::new(shell, form, None)))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

impl Samples for GroupFilePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::People);
        let wrong = GroupFile {
            rows: 3,
            faults: vec![xinqiao_app::intake::RowFault {
                line: 3,
                fault: xinqiao_app::FieldFault { field: "day", expected: "fault-group-day", found: "2099-01-01".to_owned() },
            }],
            is_cut: true,
            ..GroupFile::default()
        };
        let sound = GroupFile { rows: 3, known: 1, new_people: 1, ..GroupFile::default() };
        let taken = GroupFile { recorded: Some(2), ..sound.clone() };
        vec![
            ("blank", Self::new(shell(), form(lang), None)),
            ("sound", Self::new(shell(), form(lang), Some(&sound))),
            ("taken", Self::new(shell(), form(lang), Some(&taken))),
            ("faults", Self::new(shell(), form(lang), Some(&wrong))),
        ]
    }
}
