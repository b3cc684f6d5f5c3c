//! The green channel 绿色通道 from a school to a psychiatric hospital and back (F-07).

mod act;
mod load;
mod open;
mod view;

pub use act::{GreenMove, GreenStep, GreenVerb};
pub use load::GreenSide;
pub(super) use load::{LoadedGreen, folded, green_standing};
pub use open::{GreenForm, NewGreen};
pub use view::{EntryView, GreenView, Tie};
