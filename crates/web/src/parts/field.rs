//! Form fields with label, hint and error.

use askama::Template;

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line; the value is the `type` of the input: `text`, `password`, `tel`, `date`, `number`, `search`.
    Line(&'static str),
    /// Several lines.
    Lines,
    /// One of a list.
    Select(Vec<Choice>),
    /// A file.
    File(&'static str),
}

/// One option of a list or a set of radio buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A second, smaller line.
    pub note: Option<String>,
    pub chosen: bool,
}

impl Choice {
    /// An option that is not chosen and has no second line.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: None, chosen: false }
    }

    /// The same option with a second line.
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same option, chosen when `chosen` holds.
    pub fn chosen_if(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub kind: FieldKind,
    pub value: String,
    pub hint: Option<String>,
    /// What is wrong with the value, in kind words.
    pub error: Option<String>,
    pub required: bool,
    pub autocomplete: &'static str,
}

impl Field {
    /// An empty, optional line of text.
    pub fn line(name: &'static str, label: impl Into<String>) -> Self {
        Self {
            name,
            label: label.into(),
            kind: FieldKind::Line("text"),
            value: String::new(),
            hint: None,
            error: None,
            required: false,
            autocomplete: "off",
        }
    }

    fn error_class(&self) -> &'static str {
        if self.error.is_some() { " is-invalid" } else { "" }
    }

    fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

/// A set of large radio buttons.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/choice_field.html")]
pub struct ChoiceField {
    pub name: &'static str,
    pub label: String,
    pub choices: Vec<Choice>,
    pub error: Option<String>,
    pub required: bool,
}
