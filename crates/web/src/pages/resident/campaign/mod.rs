//! A campaign asks a person: the card on the first page, what they agree to or not, the questions.

mod asked;
mod page;
mod serve;

pub use asked::Asked;
pub use page::{AskedPage, AskedView, DeclinedPage};
pub(in crate::pages::resident) use serve::{After, hand_in};
pub use serve::{asked, routes};
