//! Where a list by due time goes on.

use askama::Template;

use crate::i18n::Lang;

/// How much of the list this page shows, and the ways on and back.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<nav class="card-footer d-flex flex-wrap align-items-center gap-3" aria-label="{{ lang.t("pager-label") }}"><span>{{ lang.t2("queue-shown", "shown", shown, "count", count) }}</span><span class="ms-auto d-flex gap-3">{% if let Some(href) = first %}<a href="{{ href }}" rel="first">{{ lang.t("queue-first") }}</a>{% endif %}{% if let Some(href) = next %}<a href="{{ href }}" rel="next">{{ lang.t("queue-next") }}</a>{% endif %}</span></nav>"##
)]
pub struct Ahead {
    pub lang: Lang,
    /// Rows on this page.
    pub shown: String,
    /// Rows of the whole list.
    pub count: String,
    /// Back to the most urgent.
    pub first: Option<String>,
    /// To what is due next.
    pub next: Option<String>,
}

impl Ahead {
    /// The ways of one page; none where the page shows everything.
    pub fn of(lang: Lang, (shown, count): (usize, u64), first: Option<String>, next: Option<String>) -> Option<Self> {
        let (shown, count) = (lang.count(shown as u64), lang.count(count));
        (first.is_some() || next.is_some()).then_some(Self { lang, shown, count, first, next })
    }
}

impl askama::filters::HtmlSafe for Ahead {}
