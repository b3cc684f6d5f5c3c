//! Pages of the staff. Levels are shown by shape, colour and word together; names are masked; every form is a plain POST.

mod access_review;
pub mod accounts;
pub mod address;
pub mod aggregates;
pub mod audit;
mod audit_samples;
pub mod campaigns;
pub mod cases;
pub mod devices;
pub mod disclosures;
pub mod disputes;
pub mod duties;
pub mod emergency;
pub mod group_report;
pub mod groups;
pub mod informants;
pub mod jobs;
pub mod minors;
pub mod notices;
pub mod parts;
pub mod people;
pub mod protocols;
pub mod quality;
pub mod questionnaires;
pub mod queue;
pub mod reached;
pub mod receptions;
pub mod referrals;
pub mod report;
pub mod rescores;
pub mod retention;
pub mod retests;
pub mod rights;
pub mod roster;
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

pub(in crate::pages) use serve::staff::shell;
pub(in crate::pages) use serve::warning_parts::Fields;
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
        rendered::<reached::ReachedPage>(Audience::Staff, "reached", lang)?,
        rendered::<reached::ReachedCodePage>(Audience::Staff, "reached-code", lang)?,
        rendered::<roster::RosterPage>(Audience::Staff, "roster", lang)?,
        rendered::<roster::ShiftPage>(Audience::Staff, "shift", lang)?,
        rendered::<report::ReportPage>(Audience::Staff, "report", lang)?,
        rendered::<report::ReportFilePage>(Audience::Staff, "report-file", lang)?,
        rendered::<people::SearchPage>(Audience::Staff, "people", lang)?,
        rendered::<people::AttentionPage>(Audience::Staff, "attention", lang)?,
        rendered::<people::FilePage>(Audience::Staff, "person", lang)?,
        rendered::<cases::CasesPage>(Audience::Staff, "cases", lang)?,
        rendered::<cases::CasePage>(Audience::Staff, "case", lang)?,
        rendered::<cases::CaseNewPage>(Audience::Staff, "case-new", lang)?,
        rendered::<cases::SafetyPage>(Audience::Staff, "case-safety", lang)?,
        campaigns::all_samples(lang)?,
        questionnaires::all_samples(lang)?,
        rendered::<group_report::GroupReportPage>(Audience::Staff, "group-report", lang)?,
        rendered::<aggregates::AggregatesPage>(Audience::Staff, "aggregates", lang)?,
        rendered::<quality::QualityPage>(Audience::Staff, "quality", lang)?,
        rendered::<quality::ReplayPage>(Audience::Staff, "replay", lang)?,
        rendered::<quality::ModelPage>(Audience::Staff, "model-quality", lang)?,
        rendered::<quality::AreasPage>(Audience::Staff, "areas", lang)?,
        rendered::<quality::missed::MissedListPage>(Audience::Staff, "missed", lang)?,
        rendered::<quality::missed::MissedNewPage>(Audience::Staff, "missed-new", lang)?,
        rendered::<quality::missed::MissedReviewPage>(Audience::Staff, "missed-one", lang)?,
        rendered::<quality::missed::MissedAdvicePage>(Audience::Staff, "missed-advice", lang)?,
        rendered::<accounts::AccountsPage>(Audience::Staff, "accounts", lang)?,
        rendered::<accounts::AccountPage>(Audience::Staff, "account", lang)?,
        rendered::<access_review::AccessReviewPage>(Audience::Staff, "access-review", lang)?,
        rendered::<minors::MinorsPage>(Audience::Staff, "minors", lang)?,
        rendered::<disputes::DisputesPage>(Audience::Staff, "disputes", lang)?,
        rendered::<disputes::DisputePage>(Audience::Staff, "dispute", lang)?,
        rendered::<disputes::DisputeNewPage>(Audience::Staff, "dispute-new", lang)?,
        rendered::<disputes::DisputeExchangePage>(Audience::Staff, "dispute-exchange", lang)?,
        rendered::<people::ScoresPage>(Audience::Staff, "scores", lang)?,
        rendered::<rescores::RescoresPage>(Audience::Staff, "rescores", lang)?,
        rendered::<rescores::RescoreNewPage>(Audience::Staff, "rescore-new", lang)?,
        rendered::<rescores::RescoreDetailPage>(Audience::Staff, "rescore", lang)?,
        rendered::<devices::DevicesPage>(Audience::Staff, "devices", lang)?,
        rendered::<devices::PersonDevicesPage>(Audience::Staff, "person-devices", lang)?,
        rendered::<informants::InformantsPage>(Audience::Staff, "informants", lang)?,
        rendered::<retests::RetestsPage>(Audience::Staff, "retests", lang)?,
        rendered::<receptions::ReceptionsPage>(Audience::Staff, "receptions", lang)?,
        rendered::<receptions::ReceptionPage>(Audience::Staff, "reception", lang)?,
        rendered::<receptions::ReceptionNewPage>(Audience::Staff, "reception-new", lang)?,
        rendered::<groups::GroupsPage>(Audience::Staff, "groups", lang)?,
        rendered::<groups::GroupNewPage>(Audience::Staff, "group-new", lang)?,
        rendered::<groups::GroupEntryPage>(Audience::Staff, "group-entry", lang)?,
        rendered::<groups::GroupFilePage>(Audience::Staff, "group-file", lang)?,
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
        rendered::<people::MovePage>(Audience::Staff, "move", lang)?,
        rendered::<retention::RetentionPage>(Audience::Staff, "retention", lang)?,
        rendered::<retention::HoldsPage>(Audience::Staff, "holds", lang)?,
        moving_samples(lang)?,
        rendered::<undelivered::UndeliveredPage>(Audience::Staff, "undelivered", lang)?,
        rendered::<jobs::JobsPage>(Audience::Staff, "jobs", lang)?,
    ];
    Ok(parts.into_iter().flatten().collect())
}

/// Samples of the pages on which work moves to others.
fn moving_samples(lang: Lang) -> Result<Vec<RenderedSample>, askama::Error> {
    let parts = [
        rendered::<referrals::ListPage>(Audience::Staff, "referrals", lang)?,
        rendered::<referrals::ChoosePage>(Audience::Staff, "referral-choose", lang)?,
        rendered::<referrals::FormPage>(Audience::Staff, "referral-form", lang)?,
        rendered::<referrals::PreviewPage>(Audience::Staff, "referral-preview", lang)?,
        rendered::<referrals::DetailPage>(Audience::Staff, "referral", lang)?,
        rendered::<protocols::ProtocolsPage>(Audience::Staff, "protocols", lang)?,
        rendered::<protocols::ProtocolNewPage>(Audience::Staff, "protocol-new", lang)?,
        rendered::<protocols::ProtocolPage>(Audience::Staff, "protocol", lang)?,
        rendered::<protocols::AidFilePage>(Audience::Staff, "aid-file", lang)?,
        rendered::<referrals::DesksPage>(Audience::Staff, "receivers", lang)?,
        rendered::<referrals::DeskPage>(Audience::Staff, "receiver", lang)?,
    ];
    Ok(parts.into_iter().flatten().collect())
}
