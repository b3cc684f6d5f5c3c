//! Campaigns of the places that the reader's rights reach.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::desk::address;
use crate::pages::desk::parts::Pager;
use crate::parts::{Empty, Step};
use crate::shell::StaffShell;

/// Where a campaign stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignState {
    /// It waits for the sign-off.
    Planned,
    SentBack,
    Paused,
    Coming,
    Running,
    Over,
}

impl CampaignState {
    pub(super) fn label(self, lang: Lang) -> String {
        match self {
            CampaignState::Planned => lang.t("campaign-planned"),
            CampaignState::SentBack => lang.t("campaign-sent-back"),
            CampaignState::Paused => lang.t("campaign-paused"),
            CampaignState::Coming => lang.t("campaign-coming"),
            CampaignState::Running => lang.t("campaign-running"),
            CampaignState::Over => lang.t("campaign-over"),
        }
    }

    pub(super) fn badge(self) -> &'static str {
        match self {
            CampaignState::Planned | CampaignState::SentBack | CampaignState::Paused | CampaignState::Coming => {
                "badge bg-warm-lt"
            }
            CampaignState::Running => "badge bg-primary-lt",
            CampaignState::Over => "badge",
        }
    }
}

/// One campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignRow {
    pub title: String,
    pub href: String,
    pub place: String,
    pub instrument: String,
    /// From when to when, formatted.
    pub window: String,
    pub state: CampaignState,
    /// Answers and people asked: `574 / 612`.
    pub progress: String,
    /// Share answered, in percent, up to 100.
    pub share: u8,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/list.html")]
pub struct CampaignsPage {
    pub shell: StaffShell,
    rows: Vec<Row>,
    can_create: bool,
    reads_rescores: bool,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

#[derive(Debug, Clone)]
struct Row {
    badge: &'static str,
    state: String,
    campaign: CampaignRow,
}

impl CampaignsPage {
    /// The page of some campaigns, newest first.
    pub fn new(shell: StaffShell, campaigns: Vec<CampaignRow>, can_create: bool, pager: Option<Pager>) -> Self {
        let lang = shell.lang;
        let row = |campaign: CampaignRow| Row {
            badge: campaign.state.badge(),
            state: campaign.state.label(lang),
            campaign: CampaignRow { share: campaign.share.min(100), ..campaign },
        };
        let rows: Vec<_> = campaigns.into_iter().map(row).collect();
        let text = if can_create { lang.t("campaigns-empty-create") } else { lang.t("campaigns-empty-text") };
        let step = can_create.then(|| Step { label: lang.t("campaign-new"), href: address::campaign_new() });
        let empty = rows.is_empty().then(|| Empty { icon: "clipboard", title: lang.t("campaigns-empty"), text, step });
        Self { shell, rows, can_create, reads_rescores: false, empty, pager }
    }

    /// With the way to plans to count again.
    pub fn with_rescores(self, reads_rescores: bool) -> Self {
        Self { reads_rescores, ..self }
    }
}
