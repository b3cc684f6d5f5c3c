//! Time limit: what is left in words, and how much of the time is used as a bar.

use askama::Template;

/// How near the limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlaState {
    Fine,
    Soon,
    Over,
}

/// A time limit.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<span class="xq-sla{{ self.class() }}"><span class="xq-sla-text"><svg class="icon" aria-hidden="true"><use href="#i-{{ self.icon() }}"/></svg>{{ text }}</span><span class="xq-sla-bar">{% if !self.is_over() %}<i class="w-{{ used }}"></i>{% endif %}</span></span>"##
)]
pub struct Sla {
    text: String,
    used: u8,
    state: SlaState,
}

impl Sla {
    /// `text` says what is left or by how much the limit is passed; `used` is the share of the time used, in percent, up to 100.
    pub fn new(state: SlaState, text: impl Into<String>, used: u8) -> Self {
        Self { text: text.into(), used: used.min(100), state }
    }

    fn class(&self) -> &'static str {
        match self.state {
            SlaState::Fine => "",
            SlaState::Soon => " is-soon",
            SlaState::Over => " is-over",
        }
    }

    fn icon(&self) -> &'static str {
        if self.is_over() { "alert" } else { "clock" }
    }

    fn is_over(&self) -> bool {
        self.state == SlaState::Over
    }
}
