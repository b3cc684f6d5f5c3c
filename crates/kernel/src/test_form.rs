//! In which form a test is taken.

crate::closed_list! {
    /// In which form a test is taken.
    TestForm: "form of a test" {
        /// All questions, in the order of the instrument.
        Fixed = "fixed",
        /// Questions of a bank, each chosen by the answers so far.
        Adaptive = "adaptive",
    }
}

impl TestForm {
    /// Are the questions chosen by the answers so far?
    pub const fn is_adaptive(self) -> bool {
        matches!(self, Self::Adaptive)
    }

    /// All questions: for serde, which asks before it leaves the form out.
    pub const fn is_fixed(&self) -> bool {
        matches!(self, Self::Fixed)
    }

    /// The form of rows and files that say nothing.
    pub const fn unsaid() -> Self {
        Self::Fixed
    }
}
