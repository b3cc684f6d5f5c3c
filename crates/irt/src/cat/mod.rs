//! Adaptive tests: the next question is the one that tells most about this person.
//!
//! [`Engine`] decides, [`Session`] is what is known of one sitting, and both are values: the same seed and the same answers always lead to the
//! same questions, so a sitting is taken up again from its answers. Where there is no engine there is a [`Form`]: the same questions for everybody.

mod bank;
mod engine;
mod exposure;
mod form;
mod replay;
mod rules;
mod select;
mod session;
mod simulation;
mod stop;

pub use bank::{Bank, BankFault, Entry, Scale};
pub use engine::{Engine, EngineFault, ResumeFault};
pub use exposure::{LimitSettings, Limited, limit_exposure};
pub use form::{Form, FormFault, Sitting, take_up};
pub use replay::seed_of;
pub use rules::{Exposure, Rules, RulesFault, Selection};
pub use session::{Asked, Done, Given, Reason, Session, Step};
pub use simulation::{Band, People, Report, Used, simulate};
