//! Somebody who carries letters.

use futures_util::future::BoxFuture;
use xinqiao_notices::{Letter, Receipt, Refused};

/// Carries letters of one way.
pub trait Courier: Send + Sync {
    /// Hands a letter over. When it returns well, the other side has taken it: a crash of this program loses nothing.
    ///
    /// Ends within the time that the operator allowed. Errors: [`Refused`]; with `may_have_arrived` the letter may lie there all the same, and the
    /// next attempt has the same id.
    fn deliver<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<Receipt, Refused>>;
}
