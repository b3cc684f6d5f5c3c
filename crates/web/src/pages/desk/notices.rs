//! My messages.

use askama::Template;

use super::parts::Pager;
use crate::parts::{Empty, Step};
use crate::shell::StaffShell;

/// One message. It holds the minimum: no name beyond a masked one, no answers.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<li class="list-group-item d-flex gap-2"><span class="mt-1"><svg class="icon icon-sm text-muted" aria-hidden="true"><use href="#i-{{ icon }}"/></svg></span><span class="flex-fill">{% if let Some(href) = href %}<a href="{{ href }}">{{ text }}</a>{% else %}{{ text }}{% endif %}{% if let Some(unread) = unread %} <span class="badge bg-warm-lt">{{ unread }}</span>{% endif %}<br><span class="text-muted fs-xs">{{ time }}{% for way in ways %} · {{ way }}{% endfor %}</span></span></li>"##
)]
pub struct NoticeRow {
    /// Name of a symbol in the staff sprite, without `i-`.
    pub icon: &'static str,
    pub text: String,
    /// Moment, formatted.
    pub time: String,
    /// By which ways it went out and what became of it, in words.
    pub ways: Vec<String>,
    /// Where the message leads.
    pub href: Option<String>,
    /// The word for a message not read before; none for those read.
    pub unread: Option<String>,
}

impl askama::filters::HtmlSafe for NoticeRow {}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/notices.html")]
pub struct NoticesPage {
    pub shell: StaffShell,
    notices: Vec<NoticeRow>,
    any_unread: bool,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

impl NoticesPage {
    /// The page of some messages, newest first.
    pub fn new(shell: StaffShell, notices: Vec<NoticeRow>, pager: Option<Pager>) -> Self {
        let lang = shell.lang;
        let step = Step { label: lang.t("back-to-desk"), href: crate::links::desk() };
        let empty = notices.is_empty().then(|| Empty {
            icon: "message",
            title: lang.t("notices-empty"),
            text: lang.t("notices-empty-text"),
            step: Some(step),
        });
        let any_unread = notices.iter().any(|notice| notice.unread.is_some());
        Self { shell, notices, any_unread, empty, pager }
    }
}
