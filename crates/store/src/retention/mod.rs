//! What is due for deletion, holds that stop it, and the ledger of what was deleted.

mod due;
mod hold;

pub use due::{Due, ErasedCount, NewErasure, Run};
pub use hold::{Hold, NewHold};
