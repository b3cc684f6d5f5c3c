//! One warning: where it stands in the loop, what is to be done now, why it was raised, what was done.

mod beside;
mod forms;
mod samples;

use askama::Template;
use xinqiao_kernel::id::WarningId;

use super::parts::{PersonCard, PostForm, Record};
use crate::parts::{Alert, AlertTone, Evidence, Level, LevelBadge, LoopStages, OwnWords, Sla};
use crate::shell::StaffShell;

pub use beside::{
    Duplicate, accept_form, answer_form, lower_form, merge_form, object_form, offer_form, pass_on_form, reopen_form,
    second_answer_form, sign_lower_form,
};
pub use forms::{
    FormOf, Hearer, acknowledge_form, close_form, feedback_form, hand_over_form, identity_form, intervene_form, note_form,
    raise_form, refuse_raise_form, review_form, second_close_form, second_form, second_raise_form, set_aside_form, verify_form,
};

/// A step of the loop on the list of things to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    pub text: String,
    /// Who did it when, or until when it is due.
    pub meta: String,
    pub state: PlanState,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanState {
    Done,
    Now,
    Todo,
}

impl PlanLine {
    fn class(&self) -> &'static str {
        match self.state {
            PlanState::Done => " is-done",
            PlanState::Now => " is-now",
            PlanState::Todo => "",
        }
    }

    fn is_done(&self) -> bool {
        self.state == PlanState::Done
    }

    fn is_now(&self) -> bool {
        self.state == PlanState::Now
    }
}

/// Who owes the next step, and how it came to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerCard {
    pub name: String,
    /// First sign of the name, for the circle.
    pub initial: String,
    /// Role and organisation.
    pub role: String,
    /// Until when the step is due, formatted.
    pub due: String,
    /// Who else was told, and whom silence moved it up to, a line each.
    pub lines: Vec<String>,
}

/// What the page is made of. Forms are none for readers who may not use them.
#[derive(Debug, Clone)]
pub struct WarningView {
    pub id: WarningId,
    /// Number that people can say: `W20260416-03`.
    pub number: String,
    /// Masked name.
    pub name: String,
    pub level: Level,
    pub stages: LoopStages,
    /// What just happened, after a form was sent.
    pub done: Option<String>,
    /// Something that the reader must know first: overdue, changed meanwhile, the clock runs behind.
    pub alert: Option<String>,
    /// The closed warning that this one comes after: its number and address.
    pub follows: Option<(String, String)>,
    /// How it ended: outcome, when, by whom, a line each; empty while it is open.
    pub ended: Vec<String>,
    pub sla: Option<Sla>,
    pub plan: Vec<PlanLine>,
    /// Forms of the present step; the first is the main one.
    pub now: Vec<PostForm>,
    /// Why the reader has no form of the present step, in words: the second person must be another one.
    pub waits: Option<String>,
    /// What else can be done: support that goes on, hand over, note. Title and form, folded.
    pub more: Vec<(String, PostForm)>,
    /// Why the rules spoke, a line each.
    pub reasons: Vec<String>,
    pub evidence: Vec<Evidence>,
    pub caution: String,
    /// Name and version of the rules under which it began; and of those that hold by now, where they are others.
    pub rule: Vec<String>,
    /// What the reader's organisation calls the levels; none: colours only.
    pub own: Option<OwnWords>,
    pub person: PersonCard,
    /// The way to the person's case, or to opening one.
    pub case: Option<crate::parts::Step>,
    pub record: Record,
    pub owner: Option<OwnerCard>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/warning/warning.html")]
pub struct WarningPage {
    pub shell: StaffShell,
    title: String,
    level: LevelBadge,
    legend: Option<String>,
    alert: Option<Alert>,
    view: WarningView,
}

impl WarningPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: WarningView) -> Self {
        let lang = shell.lang;
        let title = match (view.level, view.ended.is_empty()) {
            (_, false) => lang.t1("warning-title-ended", "name", &view.name),
            (Level::Red, true) => lang.t1("warning-title-red", "name", &view.name),
            (Level::Yellow, true) => lang.t1("warning-title-yellow", "name", &view.name),
            (Level::Blue, true) => lang.t1("warning-title-blue", "name", &view.name),
        };
        let legend = view.own.as_ref().map(|own| own.legend(lang));
        let own = view.own.as_ref().map(|own| own.of(view.level));
        let level = LevelBadge::pill(lang, view.level).called(lang, own);
        let alert = view.alert.clone().map(|text| Alert::new(AlertTone::Danger, text));
        Self { title, level, legend, alert, shell, view }
    }
}
