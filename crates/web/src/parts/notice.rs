//! Alerts, and the empty state that says what to do next.

use askama::Template;

/// Colour and meaning of an alert. The last two are for staff pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertTone {
    Info,
    Warm,
    Caution,
    Danger,
}

/// A message in the flow of the page.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<div class="alert alert-{{ self.class() }}" role="status"><svg class="icon" aria-hidden="true"><use href="#i-info"/></svg><span class="flex-fill">{% if let Some(title) = title %}<b>{{ title }}</b><br>{% endif %}{{ text }}</span></div>"##
)]
pub struct Alert {
    pub tone: AlertTone,
    pub title: Option<String>,
    pub text: String,
}

impl Alert {
    /// An alert without a title.
    pub fn new(tone: AlertTone, text: impl Into<String>) -> Self {
        Self { tone, title: None, text: text.into() }
    }

    fn class(&self) -> &'static str {
        match self.tone {
            AlertTone::Info => "info",
            AlertTone::Warm => "warm",
            AlertTone::Caution => "warning",
            AlertTone::Danger => "danger",
        }
    }
}

/// Something to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub label: String,
    pub href: String,
}

/// Nothing is here yet, and this is what can be done.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<div class="empty"><svg class="icon" aria-hidden="true"><use href="#i-{{ icon }}"/></svg><p class="empty-title">{{ title }}</p><p class="empty-subtitle">{{ text }}</p>{% if let Some(step) = step %}<a class="btn btn-soft btn-pill" href="{{ step.href }}">{{ step.label }}</a>{% endif %}</div>"##
)]
pub struct Empty {
    /// Name of a symbol in the sprite, without `i-`.
    pub icon: &'static str,
    pub title: String,
    pub text: String,
    pub step: Option<Step>,
}
