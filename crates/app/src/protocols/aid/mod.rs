//! One-stop aid 一站式救助 for a minor victim (F-09): a sealed file, seven steps, asked once.
//!
//! Nothing of it stands among what others see of the person: audit rows and refusals name the file or the place and not the person, messages name
//! nobody, and no event goes out of the program.

mod act;
mod file;
mod load;
mod open;
mod view;

pub use act::{AidMove, AidStep, AidVerb};
pub use file::{OpenedFile, Word};
pub(super) use load::{LoadedAid, aid_standing, folded};
pub use open::{AidForm, NewAid};
pub use view::AidView;
