//! One signal: why the system raised it, and the two ways to decide about it.

pub(in crate::pages::desk) mod forms;
mod samples;

use askama::Template;
use xinqiao_kernel::id::{PersonId, SignalId};

use super::parts::{PersonCard, PostForm};
use super::people::Hit;
use crate::parts::{Alert, AlertTone, Evidence, Level, LevelBadge, OwnWords, Sla};
use crate::shell::StaffShell;

pub use forms::{LevelOffer, OtherSignal, RunningWarning, confirm_form, dismiss_form, take_up_form};

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct SignalView {
    pub id: SignalId,
    /// Masked name.
    pub name: String,
    /// What the rules propose.
    pub proposed: Level,
    /// Why the rule spoke, in the words of the rules.
    pub reason: String,
    /// Name, code and version of the rule, a line each.
    pub rule: Vec<String>,
    /// What staff should know before they act.
    /// What the reader's organisation calls the levels; none: colours only.
    pub own: Option<OwnWords>,
    pub caution: String,
    /// When it was raised and until when it speaks for the present, a line each.
    pub times: Vec<String>,
    /// Time to decide; none once decided or expired.
    pub decide: Option<Sla>,
    /// Why nothing can be decided any more: decided by whom and when, or expired.
    pub ended: Option<String>,
    pub evidence: Vec<Evidence>,
    pub person: PersonCard,
    /// Saying who it is; none where that is known, and for readers who may not.
    pub who: Option<WhoView>,
    /// What just happened.
    pub done: Option<String>,
    /// Built by [`confirm_form`]; none for readers who may not confirm.
    pub confirm: Option<PostForm>,
    /// Built by [`take_up_form`]; none where no warning runs about the person.
    pub take_up: Option<PostForm>,
    /// Built by [`dismiss_form`].
    pub dismiss: Option<PostForm>,
}

/// Who the person of a signal is: somebody found by the search, or nobody of the index.
#[derive(Debug, Clone)]
pub struct WhoView {
    /// What was said of the person, a line each.
    pub described: Vec<String>,
    /// The search; it posts `q`.
    pub search: PostForm,
    /// None before anything was looked for.
    pub hits: Option<Vec<(Hit, PersonId)>>,
    /// Completes the record of the description.
    pub complete: PostForm,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/signal/signal.html")]
pub struct SignalPage {
    pub shell: StaffShell,
    title: String,
    level: LevelBadge,
    legend: Option<String>,
    ended: Option<Alert>,
    done: Option<Alert>,
    view: SignalView,
}

impl SignalPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: SignalView) -> Self {
        let lang = shell.lang;
        let title = lang.t1("signal-title", "name", &view.name);
        let ended = view.ended.clone().map(|text| Alert::new(AlertTone::Info, text));
        let done = view.done.clone().map(|text| Alert::new(AlertTone::Info, text));
        let legend = view.own.as_ref().map(|own| own.legend(lang));
        let own = view.own.as_ref().map(|own| own.of(view.proposed));
        let level = LevelBadge::pill(lang, view.proposed).called(lang, own);
        Self { title, level, legend, ended, done, shell, view }
    }

    /// Says above everything else what just happened.
    pub fn say(&mut self, done: Option<String>) {
        self.done = done.map(|text| Alert::new(AlertTone::Info, text));
    }
}
