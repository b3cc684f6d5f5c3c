//! What is wrong in a draft, told so that its author finds the field.

/// One fault: the field, what kind of fault it is, and what is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DraftFault {
    /// Name of the field, such as `q3_set`; empty: the draft as a whole.
    pub field: String,
    /// Kind of fault: what was expected and how to mend it stand in the words of the page under this code.
    pub code: &'static str,
    /// What is there, or what is missing.
    pub found: String,
}

impl DraftFault {
    pub(super) fn new(field: impl Into<String>, code: &'static str, found: impl std::fmt::Display) -> Self {
        Self { field: field.into(), code, found: found.to_string() }
    }
}

impl std::fmt::Display for DraftFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}, found {:?}", self.field, self.code, self.found)
    }
}
