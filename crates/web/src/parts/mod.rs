//! Small pieces of pages. Each is a template of its own that a page holds as a field and shows with `{{ field }}`.

mod arches;
mod band;
mod evidence;
mod field;
mod history_chart;
mod level;
mod loop_stages;
mod notice;
mod sla;
mod timeline;

pub use arches::Arches;
pub use band::{Band, band_name};
pub use evidence::Evidence;
pub use field::{Choice, ChoiceField, Field, FieldKind};
pub use history_chart::{ChartPoint, HistoryChart};
pub use level::{Level, LevelBadge, OwnWords};
pub use loop_stages::{LoopStages, Stage, StageState};
pub use notice::{Alert, AlertTone, Empty, Step};
pub use sla::{Sla, SlaState};
pub use timeline::{Timeline, TimelineEntry, Tone};

/// Marks a template as markup, so that a page does not escape it again.
macro_rules! markup {
    ($($name:ty),* $(,)?) => { $(impl askama::filters::HtmlSafe for $name {})* };
}

markup!(HistoryChart, Arches, Band, Evidence, Field, ChoiceField, LevelBadge, LoopStages, Alert, Empty, Sla, Timeline);
