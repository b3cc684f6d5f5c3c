//! One input of a staff form. Its id carries the form's name, because several forms of a page ask for the same thing.

use askama::Template;

use crate::parts::{Choice, LevelBadge};

/// What an entry takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryKind {
    /// One line; the value is the `type` of the input.
    Line(&'static str),
    /// Several lines.
    Lines,
    /// One of a list.
    Select(Vec<Choice>),
    /// One of a few, each explained.
    Radios(Vec<Pick>),
    /// Any number of a few.
    Checks(Vec<Pick>),
    /// A file; the value is the `accept` of the input.
    File(&'static str),
}

/// One radio button or check box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    pub value: String,
    /// Shown before the label.
    pub level: Option<LevelBadge>,
    pub label: String,
    /// Smaller lines below.
    pub notes: Vec<String>,
    pub chosen: bool,
}

impl Pick {
    /// A pick with a label alone.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), level: None, label: label.into(), notes: Vec::new(), chosen: false }
    }

    /// The same pick with a smaller line below.
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The same pick with the badge of a level before the label.
    pub fn with_level(mut self, level: LevelBadge) -> Self {
        self.level = Some(level);
        self
    }
}

/// One input with label, hint and error.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "pages/desk/parts/entry.html")]
pub struct Entry {
    /// Name of the form, the first part of the id.
    pub form: &'static str,
    /// What tells forms of one kind on one page apart.
    pub of: String,
    pub name: &'static str,
    pub label: String,
    pub kind: EntryKind,
    pub value: String,
    pub hint: Option<String>,
    /// What is wrong with the value, in kind words.
    pub error: Option<String>,
    pub required: bool,
}

impl Entry {
    /// An empty entry that may stay empty.
    pub fn new(form: &'static str, name: &'static str, label: impl Into<String>, kind: EntryKind) -> Self {
        Self {
            form,
            of: String::new(),
            name,
            label: label.into(),
            kind,
            value: String::new(),
            hint: None,
            error: None,
            required: false,
        }
    }

    /// The same entry, to be filled in.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same entry with a hint.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Fills in what somebody typed or chose before; check boxes may be filled in several times.
    pub fn fill(&mut self, value: &str) {
        match &mut self.kind {
            EntryKind::Line(_) | EntryKind::Lines => value.clone_into(&mut self.value),
            EntryKind::Select(choices) => choices.iter_mut().for_each(|choice| choice.chosen = choice.value == value),
            EntryKind::Radios(picks) => picks.iter_mut().for_each(|pick| pick.chosen = pick.value == value),
            EntryKind::Checks(picks) => picks.iter_mut().for_each(|pick| pick.chosen |= pick.value == value),
            EntryKind::File(_) => {}
        }
    }

    fn is_wrong(&self) -> bool {
        self.error.is_some()
    }

    fn class(&self) -> &'static str {
        if self.is_wrong() { " is-invalid" } else { "" }
    }

    fn id(&self) -> String {
        format!("{}{}-{}", self.form, self.of, self.name)
    }

    fn described_by(&self) -> Option<String> {
        let id = self.id();
        let hint = self.hint.as_ref().map(|_| format!("{id}-hint"));
        let error = self.error.as_ref().map(|_| format!("{id}-error"));
        let all: Vec<_> = hint.into_iter().chain(error).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}
