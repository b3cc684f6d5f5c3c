//! Protocols of steps about a minor: the green channel 绿色通道 of a school (F-07) and one-stop aid 一站式救助 for a victim (F-09). The rules are those
//! of the crate `referrals`.

mod aid;
mod copy;
mod green;
mod kept;
mod list;
mod seats;
mod stands;
mod sweep;

pub use aid::{AidForm, AidMove, AidStep, AidVerb, AidView, NewAid, OpenedFile, Word};
pub use green::{EntryView, GreenForm, GreenMove, GreenSide, GreenStep, GreenVerb, GreenView, NewGreen, Tie};
pub use list::{After, Line, Page};
pub use xinqiao_store::referrals::ProtocolRow;
