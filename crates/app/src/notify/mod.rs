//! Notices that go out: by which ways, when, and what became of it (docs/notices.md).
//!
//! [`App::owe`] is the one way to tell an account something. It writes the notice in the caller's transaction; the job `send_notices` plans
//! by which ways it goes out, asks once more right before each letter, and carries it outside of any transaction.

mod addresses;
mod failed;
mod letter;
mod owe;
mod plan;
mod post;
mod reader;
mod run;
mod second;
mod send;
mod thing;

pub use addresses::{OwnWay, OwnWays};
pub use failed::{FailedDispatch, Way};
pub(crate) use owe::{Owing, Thing};
pub(crate) use post::Post;
pub use post::PostFault;
pub(crate) use second::Second;
pub(crate) use thing::Stands;
pub use xinqiao_couriers::{Configured as Couriers, Courier};
pub use xinqiao_notices::{Channel, Reason, RefusedKind, State};
