//! Stories of the pages: the whole router in this process, on both engines.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure here is a failed test")]

mod campaigns;
mod world;
