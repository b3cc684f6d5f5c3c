//! Moving work: assign 指派, transfer 移交, refer 转介, consult 会商, between desks of a register. The rules are those of the crate `referrals`.

mod change;
mod draft;
mod fold;
mod left;
mod list;
mod offer;
mod on;
mod own;
mod receivers;
mod seats;
mod send;
mod stands;
mod step;
mod sweep;
mod view;

pub use draft::{Draft, Ground, To};
pub(crate) use fold::{damaged, refused};
pub use list::{Line, Page, Tab};
pub use offer::{Choices, Desk};
pub use on::OnForm;
pub use own::OwnReferral;
pub use receivers::{DeskChange, DeskDetail, NewDesk};
pub use send::PreviewView;
pub use step::{Move, MoveInput, Verb};
pub use view::{EventView, ReferralView};
pub use xinqiao_store::referrals::{After, Member, Receiver, ReferralRow};

/// The pack of rules for moving work that is in force.
pub const REFERRALS: &str = "default";
