//! Disputes: the list, registering, one dispute with its next steps, files for and from the governance system.

mod detail;
mod exchange;
mod forms;
mod list;
mod new;
mod samples;
mod serve;
mod serve_exchange;
mod words;

pub use detail::{DisputeDetail, DisputePage};
pub use exchange::{DisputeExchangePage, ExchangeLine, ExchangeView};
pub use list::{DisputeLine, DisputesPage};
pub use new::{DisputeNewPage, DisputeNewView};
pub(in crate::pages::desk) use serve::{routes, slow_routes};
