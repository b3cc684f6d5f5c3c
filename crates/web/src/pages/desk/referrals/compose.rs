//! The guided form: receiver, packet, preview, send. Each step is a page of its own and works without scripts.

use askama::Template;

use crate::parts::{Choice, Empty};
use crate::shell::StaffShell;

/// Somebody who may receive.
#[derive(Debug, Clone)]
pub struct To {
    pub label: String,
    pub note: String,
    pub href: String,
}

/// Choosing kind and receiver.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/referrals/choose.html")]
pub struct ChoosePage {
    pub shell: StaffShell,
    pub back: (String, String),
    pub title: String,
    pub lead: String,
    /// Kinds: label, address, chosen; none where the kind is given.
    pub kinds: Vec<(String, String, bool)>,
    /// Receivers by role.
    pub groups: Vec<(String, Vec<To>)>,
    pub empty: Option<Empty>,
}

/// One field of the packet.
#[derive(Debug, Clone)]
pub struct FieldLine {
    pub code: String,
    pub label: String,
    pub value: String,
    pub required: bool,
    /// Is it on the list of what the person asked to leave out?
    pub withheld: bool,
    /// Sentences to choose from; empty for free words.
    pub choices: Vec<Choice>,
    /// A short value: one line.
    pub short: bool,
}

/// What the form is made of.
#[derive(Debug, Clone)]
pub struct FormView {
    pub back: (String, String),
    pub title: String,
    /// To whom.
    pub receiver: String,
    pub lead: String,
    pub action: String,
    pub hidden: Vec<(String, String)>,
    /// What is wrong, each in a sentence.
    pub faults: Vec<String>,
    pub warnings: Vec<Choice>,
    /// Results to choose from, for a way back.
    pub results: Vec<Choice>,
    pub urgency: Vec<Choice>,
    /// Grounds; empty where none is needed.
    pub grounds: Vec<Choice>,
    pub until: String,
    pub fields: Vec<FieldLine>,
    /// Is harm to a minor suspected? None for adults.
    pub harm: Option<bool>,
}

/// Filling in.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/referrals/form.html")]
pub struct FormPage {
    pub shell: StaffShell,
    pub view: FormView,
}

/// A line of the packet: label and value.
pub type Shown = (String, String);

/// The packet exactly as the receiver will see it.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/referrals/preview.html")]
pub struct PreviewPage {
    pub shell: StaffShell,
    pub back: (String, String),
    pub title: String,
    pub receiver: String,
    pub action: String,
    /// Everything that was filled in, posted again.
    pub hidden: Vec<(String, String)>,
    pub shown: Vec<Shown>,
    /// Label and why.
    pub left_out: Vec<Shown>,
    pub lacking: Vec<String>,
    /// Why it cannot be sent.
    pub obstacle: Option<String>,
    /// What follows from sending.
    pub follows: Vec<String>,
    pub can_send: bool,
}
