//! Steps to the rows before and after.

use askama::Template;

use crate::i18n::Lang;

/// Links to the neighbours of a part of a long list.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<nav class="card-footer d-flex flex-wrap align-items-center gap-3" aria-label="{{ lang.t("pager-label") }}"><span>{{ text }}</span><span class="ms-auto d-flex gap-3">{% if let Some(href) = newer %}<a href="{{ href }}" rel="prev">{{ lang.t("pager-newer") }}</a>{% endif %}{% if let Some(href) = older %}<a href="{{ href }}" rel="next">{{ lang.t("pager-older") }}</a>{% endif %}</span></nav>"##
)]
pub struct Pager {
    pub lang: Lang,
    /// How much is shown of how much, in words.
    pub text: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}
