//! Screening campaigns: the list, one campaign, a new one, files of answers and what became of each row.

mod campaign;
mod completion;
mod create;
mod hand_over;
mod list;
mod manage;
mod paper;
mod report;
mod samples;
mod serve;
mod talks;
mod upload;

pub use campaign::{BandShare, CampaignPage, CampaignView, ImportLine, UnitBar, UnitsView};
pub use completion::{ClassLine, ClassesPage, CompletionPage, CompletionView, MemberLine};
pub use create::{CampaignCreatePage, PARTS, create_form};
pub use hand_over::{HandOverPage, hand_over_form};
pub use list::{CampaignRow, CampaignState, CampaignsPage};
pub use manage::{ManagePage, ManageView};
pub use paper::{PaperItem, PaperPage, PaperView};
pub use report::{ImportCounts, ImportPage, ImportState, ImportView, LedgerLine, LedgerTab, RowOutcome};
pub use serve::{ledger_word, routes, slow_routes};
pub use talks::{TalkLine, TalksPage, TalksView};
pub use upload::{ImportUploadPage, upload_form};

use crate::i18n::Lang;
use crate::pages::{Audience, RenderedSample, rendered};

/// Every sample of the screening pages.
pub(super) fn all_samples(lang: Lang) -> Result<Vec<RenderedSample>, askama::Error> {
    let parts = [
        rendered::<CampaignsPage>(Audience::Staff, "campaigns", lang)?,
        rendered::<CampaignPage>(Audience::Staff, "campaign", lang)?,
        rendered::<ManagePage>(Audience::Staff, "campaign-manage", lang)?,
        rendered::<ClassesPage>(Audience::Staff, "classes", lang)?,
        rendered::<CompletionPage>(Audience::Staff, "completion", lang)?,
        rendered::<TalksPage>(Audience::Staff, "talks", lang)?,
        rendered::<CampaignCreatePage>(Audience::Staff, "campaign-new", lang)?,
        rendered::<HandOverPage>(Audience::Staff, "hand-over", lang)?,
        rendered::<PaperPage>(Audience::Staff, "campaign-paper", lang)?,
        rendered::<ImportUploadPage>(Audience::Staff, "import-new", lang)?,
        rendered::<ImportPage>(Audience::Staff, "import", lang)?,
    ];
    Ok(parts.into_iter().flatten().collect())
}
