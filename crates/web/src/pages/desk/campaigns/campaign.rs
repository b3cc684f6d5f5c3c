//! One campaign: how many were asked, how many answered, how the answers spread, which files came in.

use askama::Template;
use xinqiao_kernel::id::CampaignId;

use super::CampaignState;
use crate::links;
use crate::parts::band_name;
use crate::shell::StaffShell;

/// How many fell into one of the four bands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandShare {
    /// Attention 1 (steady) to 4 (talk soon).
    pub attention: u8,
    /// Number and share in words; none hides a cell that is too small, or that would give one away.
    pub text: Option<String>,
    /// Share in percent for the bar, 0 where hidden.
    pub share: u8,
}

/// One file of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportLine {
    pub file: String,
    pub href: String,
    /// When and by whom, formatted.
    pub at: String,
    /// Checked or imported, in words.
    pub state: String,
    /// The four counts in words.
    pub counts: String,
}

/// How far a unit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitBar {
    pub name: String,
    /// `50 / 51`, in words.
    pub counts: String,
    /// In percent, up to 100.
    pub share: u8,
    /// Its units, or who of it has something open.
    pub href: String,
    /// When it was last reminded.
    pub reminded: Option<String>,
    pub unit: String,
    /// Where a reminder is posted to, for whoever may.
    pub remind: Option<String>,
}

/// The units of a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitsView {
    /// Names and addresses from the campaign's place down; empty at the campaign's place itself.
    pub trail: Vec<(String, String)>,
    pub bars: Vec<UnitBar>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct CampaignView {
    pub id: CampaignId,
    pub title: String,
    pub place: String,
    pub state: CampaignState,
    /// Name and version of the instrument.
    pub instrument: String,
    pub window: String,
    /// What just happened, after a form was sent.
    pub done: Option<String>,
    pub members: String,
    pub responses: String,
    /// Share answered in words; none before anybody was asked.
    pub answered: Option<String>,
    /// Share answered in percent, up to 100.
    pub share: u8,
    pub declined: String,
    /// Signals that the answers raised and that wait to be decided about; none for readers without that right.
    pub signals: Option<String>,
    /// Whom to talk to, for whoever sees signals.
    pub talks: Option<String>,
    /// In order 1–4; empty before anybody answered.
    pub bands: Vec<BandShare>,
    /// Why cells are hidden, how shares are counted, a line each.
    pub how: Vec<String>,
    pub consent: String,
    pub imports: Vec<ImportLine>,
    pub units: UnitsView,
    /// Where the campaign is run.
    pub manage: String,
    /// May the reader hand a file in?
    pub can_import: bool,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/campaign.html")]
pub struct CampaignPage {
    pub shell: StaffShell,
    state: String,
    badge: &'static str,
    bands: Vec<Band>,
    import: Option<String>,
    view: CampaignView,
}

#[derive(Debug, Clone)]
struct Band {
    class: &'static str,
    name: String,
    text: String,
    share: u8,
}

impl CampaignPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: CampaignView) -> Self {
        let lang = shell.lang;
        let band = |share: &BandShare| Band {
            class: band_class(share.attention),
            name: band_name(lang, share.attention),
            text: share.text.clone().unwrap_or_else(|| lang.t("cell-hidden")),
            share: share.share.min(100),
        };
        Self {
            state: view.state.label(lang),
            badge: view.state.badge(),
            bands: view.bands.iter().map(band).collect(),
            import: view.can_import.then(|| links::campaign_import(view.id)),
            view: CampaignView { share: view.share.min(100), ..view },
            shell,
        }
    }
}

fn band_class(attention: u8) -> &'static str {
    match attention {
        0 | 1 => "b1",
        2 => "b2",
        3 => "b3",
        4.. => "b4",
    }
}
