//! The card of a person as the reader's rights allow: masked name, facts, what stays hidden and why.

use askama::Template;

use super::PostForm;
use crate::i18n::Lang;
use crate::parts::Step;

/// One fact with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: String,
    pub text: String,
}

/// Something that exists and is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedField {
    pub label: String,
    /// Why it is not shown.
    pub reason: String,
}

/// The card.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "pages/desk/parts/person.html")]
pub struct PersonCard {
    pub lang: Lang,
    /// Sign in the circle: family name, never a photo.
    pub initial: String,
    /// Masked name with sex and age: `李**，女，34岁`.
    pub name: String,
    pub place: String,
    pub facts: Vec<Fact>,
    pub sealed: Vec<SealedField>,
    /// Opens name and phone; none where they are open already, or the reader may not.
    pub open: Option<PostForm>,
    /// Where the approval is asked for that the records of a minor need.
    pub ask: Option<Step>,
    /// Where work about the person is sent to somebody else.
    pub refer: Option<Step>,
}
