//! Pages of the staff. Levels are shown by shape, colour and word together; names are masked; every form is a plain POST.

pub mod address;
pub mod audit;
pub mod campaigns;
pub mod jobs;
pub mod notices;
pub mod parts;
pub mod people;
pub mod queue;
mod sample;
mod samples;
mod serve;
pub mod signal;
pub mod warning;
pub mod warnings;
pub mod workbench;

#[cfg(test)]
mod tests;

pub use serve::{routes, slow_routes};

use crate::i18n::Lang;
use crate::pages::{Audience, RenderedSample, rendered};

/// Every sample of the staff pages.
///
/// # Errors
/// A template that cannot be rendered.
pub fn all_samples(lang: Lang) -> Result<Vec<RenderedSample>, askama::Error> {
    let parts = [
        rendered::<workbench::WorkbenchPage>(Audience::Staff, "desk", lang)?,
        rendered::<signal::SignalPage>(Audience::Staff, "signal", lang)?,
        rendered::<warning::WarningPage>(Audience::Staff, "warning", lang)?,
        rendered::<warnings::WarningsPage>(Audience::Staff, "warnings", lang)?,
        rendered::<notices::NoticesPage>(Audience::Staff, "notices", lang)?,
        rendered::<people::SearchPage>(Audience::Staff, "people", lang)?,
        rendered::<people::FilePage>(Audience::Staff, "person", lang)?,
        rendered::<campaigns::CampaignsPage>(Audience::Staff, "campaigns", lang)?,
        rendered::<campaigns::CampaignPage>(Audience::Staff, "campaign", lang)?,
        rendered::<campaigns::CampaignCreatePage>(Audience::Staff, "campaign-new", lang)?,
        rendered::<campaigns::ImportUploadPage>(Audience::Staff, "import-new", lang)?,
        rendered::<campaigns::ImportPage>(Audience::Staff, "import", lang)?,
        rendered::<audit::AuditPage>(Audience::Staff, "audit", lang)?,
        rendered::<jobs::JobsPage>(Audience::Staff, "jobs", lang)?,
    ];
    Ok(parts.into_iter().flatten().collect())
}
