//! A form of the staff pages: one plain POST that also works without JavaScript.

use askama::Template;
use xinqiao_kernel::id::WarningEventId;

use super::Entry;

/// What makes a form safe to be sent twice or late: the id of the event that it will write, and the version that its reader saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Posted as `event`.
    pub event: WarningEventId,
    /// Posted as `version`; none where nothing exists yet.
    pub version: Option<i64>,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "pages/desk/parts/post_form.html")]
pub struct PostForm {
    /// Name of the form, one per page; the ids of its entries begin with it.
    pub name: &'static str,
    /// What tells forms of one kind on one page apart.
    pub of: String,
    pub action: String,
    pub hidden: Vec<(&'static str, String)>,
    /// What the form does, before its entries.
    pub intro: Vec<String>,
    pub entries: Vec<Entry>,
    pub submit: String,
    /// The one main button of the page.
    pub primary: bool,
    pub multipart: bool,
    /// Why the last try did not go through.
    pub fault: Option<String>,
}

impl PostForm {
    /// A form without entries whose button is not the page's main one.
    pub fn new(name: &'static str, action: String, submit: impl Into<String>) -> Self {
        Self {
            name,
            of: String::new(),
            action,
            hidden: Vec::new(),
            intro: Vec::new(),
            entries: Vec::new(),
            submit: submit.into(),
            primary: false,
            multipart: false,
            fault: None,
        }
    }

    /// The same form with the hidden fields `event` and `version`.
    pub fn with_receipt(mut self, receipt: Receipt) -> Self {
        self.hidden.push(("event", receipt.event.to_string()));
        if let Some(version) = receipt.version {
            self.hidden.push(("version", version.to_string()));
        }
        self
    }

    /// The same form with one more hidden field.
    pub fn with_hidden(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }

    /// The same form with one more sentence before the entries.
    pub fn with_intro(mut self, text: impl Into<String>) -> Self {
        self.intro.push(text.into());
        self
    }

    /// The same form with one more entry.
    pub fn with_entry(mut self, entry: Entry) -> Self {
        self.entries.push(entry);
        self
    }

    /// The same form as one of several on a page: their ids differ by what it is of.
    pub fn one_of_many(mut self, of: impl std::fmt::Display) -> Self {
        self.of = format!("-{of}");
        self.entries.iter_mut().for_each(|entry| entry.of.clone_from(&self.of));
        self
    }

    /// The same form as the page's main one.
    pub fn primary(self) -> Self {
        Self { primary: true, ..self }
    }

    /// The same form with what was filled in before: names and values as they were posted. Unknown names are left out.
    pub fn filled<'a>(mut self, values: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        for (name, value) in values {
            self.entries.iter_mut().filter(|entry| entry.name == name).for_each(|entry| entry.fill(value));
        }
        self
    }

    /// The same form with what is wrong with an entry; for a name that has no entry the form itself says it.
    pub fn with_error(mut self, name: &str, text: impl Into<String>) -> Self {
        match self.entries.iter_mut().find(|entry| entry.name == name) {
            Some(entry) => entry.error = Some(text.into()),
            None => self.fault = Some(text.into()),
        }
        self
    }

    /// The same form with why the last try did not go through.
    pub fn with_fault(self, text: impl Into<String>) -> Self {
        Self { fault: Some(text.into()), ..self }
    }

    /// Something is wrong: a folded form is shown open.
    pub fn has_error(&self) -> bool {
        self.fault.is_some() || self.entries.iter().any(|entry| entry.error.is_some())
    }

    /// A button alone.
    fn is_bare(&self) -> bool {
        self.intro.is_empty() && self.entries.is_empty() && self.fault.is_none()
    }

    fn button(&self) -> &'static str {
        if self.primary { "btn btn-primary" } else { "btn" }
    }
}
