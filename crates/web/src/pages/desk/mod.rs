//! Pages of the staff. Levels are shown by shape, colour and word together; names are masked; every form is a plain POST.

mod access_review;
pub mod accounts;
pub mod address;
pub mod aggregates;
pub mod audit;
mod audit_samples;
pub mod campaigns;
pub mod disclosures;
pub mod duties;
pub mod emergency;
pub mod jobs;
pub mod minors;
pub mod notices;
pub mod parts;
pub mod people;
pub mod queue;
pub mod report;
pub mod retention;
pub mod rights;
mod sample;
mod samples;
mod serve;
pub mod signal;
pub mod undelivered;
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
        rendered::<report::ReportPage>(Audience::Staff, "report", lang)?,
        rendered::<report::ReportFilePage>(Audience::Staff, "report-file", lang)?,
        rendered::<people::SearchPage>(Audience::Staff, "people", lang)?,
        rendered::<people::AttentionPage>(Audience::Staff, "attention", lang)?,
        rendered::<people::FilePage>(Audience::Staff, "person", lang)?,
        rendered::<campaigns::CampaignsPage>(Audience::Staff, "campaigns", lang)?,
        rendered::<campaigns::CampaignPage>(Audience::Staff, "campaign", lang)?,
        rendered::<campaigns::CampaignCreatePage>(Audience::Staff, "campaign-new", lang)?,
        rendered::<campaigns::ImportUploadPage>(Audience::Staff, "import-new", lang)?,
        rendered::<campaigns::ImportPage>(Audience::Staff, "import", lang)?,
        rendered::<aggregates::AggregatesPage>(Audience::Staff, "aggregates", lang)?,
        rendered::<accounts::AccountsPage>(Audience::Staff, "accounts", lang)?,
        rendered::<accounts::AccountPage>(Audience::Staff, "account", lang)?,
        rendered::<access_review::AccessReviewPage>(Audience::Staff, "access-review", lang)?,
        rendered::<minors::MinorsPage>(Audience::Staff, "minors", lang)?,
        rendered::<duties::DutyListPage>(Audience::Staff, "duties", lang)?,
        rendered::<duties::DutyDetailPage>(Audience::Staff, "duty", lang)?,
        rendered::<duties::DutyNewPage>(Audience::Staff, "duty-new", lang)?,
        rendered::<audit::AuditPage>(Audience::Staff, "audit", lang)?,
        rendered::<audit::AuditExportPage>(Audience::Staff, "audit-export", lang)?,
        rendered::<emergency::EmergenciesPage>(Audience::Staff, "emergencies", lang)?,
        rendered::<emergency::EmergencyPage>(Audience::Staff, "emergency", lang)?,
        rendered::<emergency::EmergencyReviewsPage>(Audience::Staff, "emergency-reviews", lang)?,
        rendered::<rights::RequestsPage>(Audience::Staff, "data-requests", lang)?,
        rendered::<rights::RequestPage>(Audience::Staff, "data-request", lang)?,
        rendered::<rights::ErasePage>(Audience::Staff, "data-request-erase", lang)?,
        rendered::<disclosures::DisclosuresPage>(Audience::Staff, "disclosures", lang)?,
        rendered::<disclosures::DisclosureNewPage>(Audience::Staff, "disclosure-new", lang)?,
        rendered::<people::GuardiansPage>(Audience::Staff, "guardians", lang)?,
        rendered::<retention::RetentionPage>(Audience::Staff, "retention", lang)?,
        rendered::<retention::HoldsPage>(Audience::Staff, "holds", lang)?,
        rendered::<undelivered::UndeliveredPage>(Audience::Staff, "undelivered", lang)?,
        rendered::<jobs::JobsPage>(Audience::Staff, "jobs", lang)?,
    ];
    Ok(parts.into_iter().flatten().collect())
}
