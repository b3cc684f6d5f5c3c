//! Questionnaires of the operator's own: the list, a new one, the form, what residents would see, a try.

mod form;
mod list;
mod page;
mod serve;
mod try_page;

pub use form::{BuildForm, Cell, CellKind, Row, Section, fault_words, field_label};
pub use list::{QuestionnaireNewPage, QuestionnaireRow, QuestionnairesPage, begin_form, import_form};
pub use page::{QuestionnairePage, VersionFacts, step_form};
pub(in crate::pages::desk) use serve::routes;
pub use try_page::{TryPage, TryQuestion, TryResult};

use crate::i18n::Lang;
use crate::pages::{Audience, RenderedSample, rendered};

/// Every sample of these pages.
pub(super) fn all_samples(lang: Lang) -> Result<Vec<RenderedSample>, askama::Error> {
    let parts = [
        rendered::<QuestionnairesPage>(Audience::Staff, "questionnaires", lang)?,
        rendered::<QuestionnaireNewPage>(Audience::Staff, "questionnaire-new", lang)?,
        rendered::<QuestionnairePage>(Audience::Staff, "questionnaire", lang)?,
        rendered::<TryPage>(Audience::Staff, "questionnaire-try", lang)?,
    ];
    Ok(parts.into_iter().flatten().collect())
}
