//! What happened, in order.

use askama::Template;

/// Colour of the dot; it says nothing that the words do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Primary,
    Warm,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    pub title: String,
    /// Moment, formatted.
    pub time: String,
    pub lines: Vec<String>,
    /// Name of a symbol in the sprite, without `i-`.
    pub icon: &'static str,
    pub tone: Tone,
}

impl TimelineEntry {
    fn class(&self) -> &'static str {
        match self.tone {
            Tone::Plain => "",
            Tone::Primary => " is-primary",
            Tone::Warm => " is-warm",
        }
    }
}

/// Entries, newest first or oldest first as the caller orders them.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<ol class="xq-timeline">{% for entry in entries %}<li><span class="xq-tl-dot{{ entry.class() }}"><svg class="icon" aria-hidden="true"><use href="#i-{{ entry.icon }}"/></svg></span><div class="xq-tl-head"><b>{{ entry.title }}</b><span class="xq-tl-time">{{ entry.time }}</span></div>{% for line in entry.lines %}<div class="xq-tl-body">{{ line }}</div>{% endfor %}</li>{% endfor %}</ol>"##
)]
pub struct Timeline {
    pub entries: Vec<TimelineEntry>,
}
