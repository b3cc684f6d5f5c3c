//! A file of answers is handed in and checked.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::campaigns::{ImportOptions, Items, MAX_BYTES};
use xinqiao_app::{AppError, FieldFault};
use xinqiao_kernel::id::{CampaignId, ImportId};

use super::told::{self, mendable};
use crate::fault::Fault;
use crate::handed::{Handed, Unread};
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::campaigns::{ImportUploadPage, upload_form};
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::staff::shell;
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What may stand between the names of columns.
const BETWEEN_COLUMNS: [char; 5] = [',', '，', ';', '；', '\t'];

pub async fn form(State(site): State<Site>, visitor: Visitor, Path(id): Path<CampaignId>) -> Result<Response, Fault> {
    Ok(show(&page(&site, &visitor, id, |form| form).await?))
}

pub async fn check(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    // who may not see the campaign hands nothing in
    site.app.campaign(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let handed = match body {
        Ok(body) => Handed::read(body, MAX_BYTES).await,
        Err(_) => Err(Unread::Broken),
    };
    let (handed, why) = match handed {
        Ok(handed) => match checked(&site, &visitor, id, &handed).await {
            Ok(import) => return Ok(go(&links::import(import))),
            Err(why) => (handed, mendable(why).map_err(|fault| visitor.fault(fault))?),
        },
        Err(Unread::TooLarge) => (Handed::default(), AppError::field("file", "fault-import-size", "")),
        Err(Unread::Broken) => (Handed::default(), AppError::field("file", "fault-import-no-file", "")),
    };
    let lang = visitor.preferences.lang;
    let again = |form: PostForm| {
        let form = form.filled(handed.typed.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        match &why {
            AppError::Invalid(faults) => {
                let form = form.with_fault(lang.t("import-again"));
                faults.iter().fold(form, |form, fault| form.with_error(handed.entry(fault.field), told::fault(lang, fault)))
            }
            AppError::Conflict { code } => form.with_fault(told::conflict(lang, code)),
            _ => form,
        }
    };
    let status = if matches!(why, AppError::Conflict { .. }) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(show_with(status, &page(&site, &visitor, id, again).await?))
}

async fn checked(site: &Site, visitor: &Visitor, id: CampaignId, handed: &Handed) -> Result<ImportId, AppError> {
    let caller = visitor.caller.as_ref().ok_or(AppError::SignedOut)?;
    let options = handed.options()?;
    let report = site.app.check_import(caller, id, &handed.file_name, handed.bytes.clone(), &options).await?;
    Ok(report.import)
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    id: CampaignId,
    again: impl FnOnce(PostForm) -> PostForm,
) -> Result<ImportUploadPage, Fault> {
    let caller = visitor.signed_in()?;
    let detail = site.app.campaign(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    if !detail.may_import {
        return Err(visitor.fault(AppError::NotFound));
    }
    let parts = parts(site, visitor, id).await?;
    let form = again(upload_form(visitor.preferences.lang, id, parts));
    let shell = shell(site, visitor, caller, Area::Campaigns, None).await?;
    Ok(ImportUploadPage::new(shell, id, detail.campaign.title, form))
}

/// The instruments of a campaign that has several, by their numbers.
async fn parts(site: &Site, visitor: &Visitor, id: CampaignId) -> Result<Vec<Choice>, Fault> {
    let lang = visitor.preferences.lang;
    let life = site.app.campaign_life(visitor.signed_in()?, id).await.map_err(|fault| visitor.fault(fault))?;
    if life.parts.len() < 2 {
        return Ok(Vec::new());
    }
    let named = life.parts.iter().enumerate();
    Ok(named
        .map(|(place, part)| Choice::new(place.to_string(), told::instrument(lang, &site.app, &part.instrument, &part.version)))
        .collect())
}

impl Handed {
    /// Errors: `Invalid` on the entries that cannot be understood.
    fn options(&self) -> Result<ImportOptions, AppError> {
        let mut faults = Vec::new();
        let mut wrong = |field, expected, found: &str| faults.push(FieldFault { field, expected, found: found.to_owned() });
        if self.is_too_large {
            wrong("file", "fault-import-size", "");
        } else if self.bytes.is_empty() {
            wrong("file", "fault-import-no-file", "");
        }
        let id_column = self.text("id_column");
        if id_column.is_empty() {
            wrong("id_column", "fault-import-id-column", "");
        }
        let shift = match self.text("shift") {
            "" => Some(0),
            text => text.trim_start_matches('+').parse().ok(),
        };
        let part = match self.text("part") {
            "" => Some(0),
            text => text.parse().ok(),
        };
        if part.is_none() {
            wrong("part", "fault-campaign-no-part", self.text("part"));
        }
        if shift.is_none() {
            wrong("shift", "fault-import-shift", self.text("shift"));
        }
        let columns: Vec<String> = self
            .text("item_columns")
            .split(BETWEEN_COLUMNS)
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        let items = match (columns.is_empty(), self.named("item_prefix")) {
            (true, None) => Items::Auto,
            (true, Some(prefix)) => Items::Prefix(prefix),
            (false, None) => Items::Columns(columns),
            (false, Some(prefix)) => {
                wrong("item_prefix", "fault-import-items-both", &prefix);
                Items::Auto
            }
        };
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        Ok(ImportOptions {
            items,
            shift: shift.unwrap_or_default(),
            already_reversed: !self.text("already_reversed").is_empty(),
            name_column: self.named("name_column"),
            sex_column: self.named("sex_column"),
            birth_column: self.named("birth_column"),
            answered_on_column: self.named("answered_on_column"),
            sheet: self.named("sheet"),
            part: part.unwrap_or_default(),
            ..ImportOptions::new(id_column)
        })
    }

    /// The entry of the form for a field of the use case: the columns of the items have two.
    fn entry(&self, field: &'static str) -> &'static str {
        match field {
            "items" if self.text("item_columns").is_empty() && !self.text("item_prefix").is_empty() => "item_prefix",
            "items" => "item_columns",
            other => other,
        }
    }
}
