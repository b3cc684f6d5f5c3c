//! The work queue: what is owed, by when, the nearest first. A fragment of its own, so that the server can refresh it.

use askama::Template;

use super::address;
use super::parts::Ahead;
use crate::i18n::Lang;
use crate::links;
use crate::parts::{Empty, Level, Sla, Step};

/// Which part of the queue is shown; the query parameter `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueFilter {
    /// `all`: signals and warnings.
    All,
    /// `signals`: to be decided about.
    Signals,
    /// `warnings`: open warnings.
    Warnings,
    /// `closed`: ended lately.
    Closed,
}

impl QueueFilter {
    /// All filters in the order in which they are shown.
    pub const ALL: [QueueFilter; 4] = [QueueFilter::All, QueueFilter::Signals, QueueFilter::Warnings, QueueFilter::Closed];

    /// The value of the query parameter.
    pub const fn code(self) -> &'static str {
        match self {
            QueueFilter::All => "all",
            QueueFilter::Signals => "signals",
            QueueFilter::Warnings => "warnings",
            QueueFilter::Closed => "closed",
        }
    }

    /// The filter of a query parameter.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.code() == code)
    }

    fn label(self, lang: Lang) -> String {
        match self {
            QueueFilter::All => lang.t("queue-all"),
            QueueFilter::Signals => lang.t("queue-signals"),
            QueueFilter::Warnings => lang.t("queue-warnings"),
            QueueFilter::Closed => lang.t("queue-closed"),
        }
    }
}

/// How many there are behind each filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueCounts {
    pub signals: u64,
    pub warnings: u64,
    /// Ended lately.
    pub closed: u64,
}

impl QueueCounts {
    fn of(self, filter: QueueFilter) -> u64 {
        match filter {
            QueueFilter::All => self.signals + self.warnings,
            QueueFilter::Signals => self.signals,
            QueueFilter::Warnings => self.warnings,
            QueueFilter::Closed => self.closed,
        }
    }
}

/// When the rows of a group are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueGroup {
    Overdue,
    WithinAnHour,
    Today,
    Later,
    /// Ended; nothing is due.
    Ended,
}

impl QueueGroup {
    fn label(self, lang: Lang) -> String {
        match self {
            QueueGroup::Overdue => lang.t("queue-overdue"),
            QueueGroup::WithinAnHour => lang.t("queue-hour"),
            QueueGroup::Today => lang.t("queue-today"),
            QueueGroup::Later => lang.t("queue-later"),
            QueueGroup::Ended => lang.t("queue-ended"),
        }
    }

    fn class(self) -> &'static str {
        match self {
            QueueGroup::Overdue => " is-over",
            QueueGroup::WithinAnHour => " is-soon",
            QueueGroup::Today | QueueGroup::Later | QueueGroup::Ended => "",
        }
    }

    fn icon(self) -> &'static str {
        match self {
            QueueGroup::Overdue => "alert",
            QueueGroup::WithinAnHour => "clock",
            QueueGroup::Today | QueueGroup::Later => "calendar",
            QueueGroup::Ended => "check",
        }
    }

    /// Rows of these groups have the filled button.
    fn is_pressing(self) -> bool {
        matches!(self, QueueGroup::Overdue | QueueGroup::WithinAnHour)
    }
}

/// One row. `level` is proposed where the row is a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    pub level: Level,
    /// What the reader's organisation calls it.
    pub own: Option<String>,
    /// Masked name.
    pub name: String,
    /// What is owed: the step in the words of the rules.
    pub owed: String,
    /// Place, source, owner, a line of facts each.
    pub facts: Vec<String>,
    /// None where nothing is due any more.
    pub sla: Option<Sla>,
    /// What the button says.
    pub button: String,
    pub href: String,
}

/// The queue. Rows come sorted by due time.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/queue.html")]
pub struct QueueRows {
    lang: Lang,
    chips: Vec<Chip>,
    groups: Vec<Group>,
    ahead: Option<Ahead>,
    empty: Option<Empty>,
    refresh: String,
}

impl askama::filters::HtmlSafe for QueueRows {}

#[derive(Debug, Clone)]
struct Chip {
    label: String,
    count: String,
    href: String,
    current: bool,
}

#[derive(Debug, Clone)]
struct Group {
    title: String,
    class: &'static str,
    icon: &'static str,
    button: &'static str,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    level: &'static str,
    level_name: String,
    row: QueueRow,
}

impl QueueRows {
    /// The queue behind a filter; empty groups are left out. `ahead` leads on where there are more.
    pub fn new(
        lang: Lang,
        filter: QueueFilter,
        counts: QueueCounts,
        groups: Vec<(QueueGroup, Vec<QueueRow>)>,
        ahead: Option<Ahead>,
    ) -> Self {
        let chips = QueueFilter::ALL.into_iter().map(|each| Chip {
            label: each.label(lang),
            count: lang.count(counts.of(each)),
            href: address::with(&links::desk(), "kind", each.code()),
            current: each == filter,
        });
        let groups: Vec<_> =
            groups.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(kind, rows)| group(lang, kind, rows)).collect();
        Self {
            lang,
            chips: chips.collect(),
            empty: groups.is_empty().then(|| empty(lang, filter, true)),
            groups,
            ahead,
            refresh: address::with(&links::desk_queue(), "kind", filter.code()),
        }
    }
}

impl QueueRows {
    /// The same queue from a place on: it refreshes itself there.
    pub fn from(mut self, after: Option<&str>) -> Self {
        if let Some(after) = after {
            self.refresh = address::with(&self.refresh, "after", after);
        }
        self
    }

    /// The same queue for somebody who sees no campaigns: an empty one leads to the messages.
    pub fn without_campaigns(mut self, filter: QueueFilter) -> Self {
        self.empty = self.empty.map(|_| empty(self.lang, filter, false));
        self
    }
}

fn group(lang: Lang, kind: QueueGroup, rows: Vec<QueueRow>) -> Group {
    Group {
        title: lang.t2("queue-group", "name", kind.label(lang), "count", rows.len()),
        class: kind.class(),
        icon: kind.icon(),
        button: if kind.is_pressing() { "btn btn-sm btn-primary" } else { "btn btn-sm" },
        rows: rows.into_iter().map(|row| Row { level: level_code(row.level), level_name: named(lang, &row), row }).collect(),
    }
}

fn empty(lang: Lang, filter: QueueFilter, campaigns: bool) -> Empty {
    let step = match filter {
        QueueFilter::All if !campaigns => Step { label: lang.t("notices-all"), href: address::notices() },
        QueueFilter::All => Step { label: lang.t("queue-empty-do"), href: links::campaigns() },
        QueueFilter::Signals | QueueFilter::Warnings | QueueFilter::Closed => {
            Step { label: lang.t("queue-empty-all"), href: links::desk() }
        }
    };
    let (title, text) = match filter {
        QueueFilter::All => (lang.t("queue-empty"), lang.t("queue-empty-text")),
        QueueFilter::Signals => (lang.t("queue-empty-signals"), lang.t("queue-empty-signals-text")),
        QueueFilter::Warnings => (lang.t("queue-empty-warnings"), lang.t("queue-empty-warnings-text")),
        QueueFilter::Closed => (lang.t("queue-empty-closed"), lang.t("queue-empty-closed-text")),
    };
    Empty { icon: "check", title, text, step: Some(step) }
}

/// Colour, and behind it the word of the reader's organisation.
fn named(lang: Lang, row: &QueueRow) -> String {
    let name = row.level.name(lang);
    row.own.as_deref().map_or(name.clone(), |own| lang.t2("level-with-own", "level", name, "own", own))
}

/// The part of the class and symbol names that belongs to a level.
fn level_code(level: Level) -> &'static str {
    match level {
        Level::Red => "red",
        Level::Yellow => "yellow",
        Level::Blue => "blue",
    }
}
