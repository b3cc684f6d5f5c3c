//! What the handlers of a self-test share: the instrument, its words and the draft in the browser.

use xinqiao_app::AppError;
use xinqiao_app::assessment::SelfTest;
use xinqiao_psychometrics::definition::TextToml;

use crate::draft::{DONE_COOKIE, Draft, draft_cookie};
use crate::fault::Fault;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// A self-test with its words in the visitor's language.
pub struct Taking<'a> {
    pub test: SelfTest<'a>,
    pub text: &'a TextToml,
}

/// The self-test of a code. Errors: `NotFound` when it is not on offer.
pub fn taking<'a>(site: &'a Site, visitor: &Visitor, code: &str) -> Result<Taking<'a>, Fault> {
    let test = site.app.self_test(code).ok_or_else(|| visitor.fault(AppError::NotFound))?;
    let text = words::text_of(test.pack, visitor.preferences.lang).ok_or_else(|| visitor.fault(AppError::NotFound))?;
    Ok(Taking { test, text })
}

impl Taking<'_> {
    /// How many items there are, scored or not.
    pub fn items(&self) -> usize {
        self.test.pack.instrument().items().len()
    }

    /// The draft in the visitor's browser.
    pub fn draft(&self, visitor: &Visitor) -> Option<Draft> {
        Draft::read(&visitor.cookies, &draft_cookie(self.test.code), self.items())
    }
}

/// The self-test just finished in this browser: its code and answers.
pub fn finished(site: &Site, visitor: &Visitor) -> Option<(String, Draft)> {
    let cookie = visitor.cookies.get(DONE_COOKIE)?;
    let (code, rest) = cookie.value().split_once('!')?;
    let items = site.app.self_test(code)?.pack.instrument().items().len();
    Some((code.to_owned(), Draft::from_text(rest, items)?))
}

/// The value of the cookie of a finished self-test.
pub fn finished_text(code: &str, draft: &Draft) -> String {
    format!("{code}!{}", draft.text())
}
