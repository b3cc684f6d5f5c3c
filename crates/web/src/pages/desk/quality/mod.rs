//! How well each rule does, by quarter, and in the last days for those on duty.

mod areas;
mod file;
pub mod missed;
mod model;
mod page;
mod replay;
mod samples;
mod serve;
mod simulated;

pub use areas::{AreaCard, AreasPage};
pub use model::{ModelPage, ModelTable, ModelView};
pub use page::{QualityPage, QualityView, RuleLine};
pub use replay::{ReplayPage, TryLine};
pub use serve::{routes, slow_routes};
