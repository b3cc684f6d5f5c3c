//! What campaigns and imports promise, on both engines.

mod broken_off;
mod campaigns;
mod copies;
mod faults;
mod files;
mod imports;
mod paper;
mod small;
pub(crate) mod world;
