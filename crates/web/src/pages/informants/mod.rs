//! Where somebody who was asked about a person answers: the person and guardians among their own pages, class teachers among those of their
//! classes. Both see the questions and that they handed in; no answer of anybody else, no score, no level.

mod page;
mod serve;

pub use page::{AskedByCounsellorPage, AskedOfClassPage, AskedRow, Question, QuestionsOfClassPage, QuestionsPage, QuestionsView};
pub use serve::routes;

use crate::i18n::Lang;
use crate::pages::{Audience, RenderedSample, rendered};

/// Every sample of these pages.
///
/// # Errors
/// A template that cannot be rendered.
pub fn all_samples(lang: Lang) -> Result<Vec<RenderedSample>, askama::Error> {
    let parts = [
        rendered::<AskedByCounsellorPage>(Audience::Resident, "asked-by-counsellor", lang)?,
        rendered::<QuestionsPage>(Audience::Resident, "asked-questions", lang)?,
        rendered::<AskedOfClassPage>(Audience::Staff, "asked-of-class", lang)?,
        rendered::<QuestionsOfClassPage>(Audience::Staff, "asked-questions-of-class", lang)?,
    ];
    Ok(parts.into_iter().flatten().collect())
}
