//! A sound model: kinds of evidence, how they fade, what they demand together, thresholds.

mod compile;
mod raw;

use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::Date;

use crate::level::ByLevel;
use crate::{Fault, Level, Points, Strength};

pub use raw::{FloorToml, InteractionToml, KindToml, MissingToml, ModelToml, ReadingToml, SourceToml, StepToml};

/// The most kinds that a model may have.
pub const MOST_KINDS: usize = 64;

/// A kind of evidence, by its place in the model. Ask [`Model::kind_id`] for it; it changes with the version of the pack and is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub(crate) u8);

/// What a kind does to the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Its points add.
    Risk,
    /// Its points are taken off.
    Protective,
}

/// What several pieces of one kind do together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Repeat {
    /// The newest stands for all older ones, also when it is weaker: the present value of a measurement.
    Replace,
    /// All add up to the cap, newest first.
    Sum,
    /// The one with the most points left counts.
    Max,
}

/// How a piece fades. Ages are whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fade {
    /// Half is left after so many seconds.
    HalfLife(i64),
    /// All of it counts for so many seconds, and then nothing.
    Fixed(i64),
}

/// Words of a kind or rule in both languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    pub en: String,
}

/// The level that one piece demands by itself while it is recent, whatever protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floor {
    pub level: Level,
    pub(crate) seconds: i64,
}

impl Floor {
    /// How long after the evidence.
    pub const fn lasts(&self) -> SignedDuration {
        SignedDuration::from_secs(self.seconds)
    }
}

/// A kind of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    pub code: String,
    pub title: Title,
    pub role: Role,
    /// Points of one piece of full strength on its first day.
    pub weight: Points,
    pub fade: Fade,
    /// Points of all pieces together; at least the weight.
    pub cap: Points,
    pub repeat: Repeat,
    pub floor: Option<Floor>,
    pub source: String,
}

/// Risk kinds that add points while all of them were seen within a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interaction {
    pub code: String,
    pub title: Title,
    /// Two or three.
    pub kinds: Vec<KindId>,
    pub(crate) window: i64,
    /// When all of them are fresh and of full strength; fades with the weakest.
    pub points: Points,
    pub source: String,
}

impl Interaction {
    /// How recent each of the kinds has to be.
    pub const fn window(&self) -> SignedDuration {
        SignedDuration::from_secs(self.window)
    }
}

/// What ought to be known and may not be. It never changes points or level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub code: String,
    pub title: Title,
    pub kinds: Vec<KindId>,
    pub(crate) within: i64,
    /// Asked only when one of these counts; empty: always.
    pub after: Vec<KindId>,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq)]
struct Reading {
    instrument: String,
    score: String,
    kind: KindId,
    steps: Vec<(f64, Strength)>,
}

/// A sound model. Made by [`Model::compile`].
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    id: Arc<str>,
    version: Arc<str>,
    valid_from: Date,
    sources: Vec<SourceToml>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) interactions: Vec<Interaction>,
    pub(crate) missing: Vec<Missing>,
    readings: Vec<Reading>,
    /// Micropoints.
    pub(crate) cutoff: i64,
    /// Millionths of the risk points.
    pub(crate) relief_share: i64,
    /// Micropoints.
    pub(crate) rise: ByLevel<i64>,
    pub(crate) fall: ByLevel<i64>,
    /// Seconds.
    pub(crate) dwell: ByLevel<i64>,
    /// Seconds after which nothing of any piece is left, nor of its floor.
    pub(crate) longest_life: i64,
}

impl Model {
    /// The model of a pack file.
    ///
    /// Errors: all faults at once, each with its key, what was expected and what was found.
    pub fn compile(raw: &ModelToml) -> Result<Self, Vec<Fault>> {
        compile::compile(raw)
    }

    /// Code of the pack.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Version of the pack.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub(crate) fn shared_version(&self) -> Arc<str> {
        Arc::clone(&self.version)
    }

    /// The day from which the model is used.
    pub const fn valid_from(&self) -> Date {
        self.valid_from
    }

    /// Documents that the pack rests on.
    pub fn sources(&self) -> &[SourceToml] {
        &self.sources
    }

    /// All kinds in the order of the pack, with their ids.
    pub fn kinds(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        (0_u8..).map(KindId).zip(&self.kinds)
    }

    /// The id of a kind by its code.
    pub fn kind_id(&self, code: &str) -> Option<KindId> {
        self.kinds().find(|(_, kind)| kind.code == code).map(|(id, _)| id)
    }

    /// A kind by its id; nothing for an id of a larger model.
    pub fn kind(&self, id: KindId) -> Option<&Kind> {
        self.kinds.get(usize::from(id.0))
    }

    /// The interactions in the order of the pack.
    pub fn interactions(&self) -> &[Interaction] {
        &self.interactions
    }

    /// The rules about what ought to be known, in the order of the pack.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// Points from which a level is reached; nothing for [`Level::None`].
    pub fn rises_at(&self, level: Level) -> Option<Points> {
        self.rise.of(level).map(|micro| Points::from_micro(*micro))
    }

    /// Points below which a level is left; nothing for [`Level::None`].
    pub fn falls_below(&self, level: Level) -> Option<Points> {
        self.fall.of(level).map(|micro| Points::from_micro(*micro))
    }

    /// How long a level is held at least; nothing for [`Level::None`].
    pub fn dwell(&self, level: Level) -> Option<SignedDuration> {
        self.dwell.of(level).map(|seconds| SignedDuration::from_secs(*seconds))
    }

    /// What the score of an instrument says: the kind and how strongly. Nothing when the pack does not read this score.
    ///
    /// A value below the first step is a reading of strength zero: it still replaces an older one.
    pub fn read(&self, instrument: &str, score: &str, value: f64) -> Option<(KindId, Strength)> {
        let reading = self.readings.iter().find(|reading| reading.instrument == instrument && reading.score == score)?;
        let reached = reading.steps.iter().take_while(|(from, _)| *from <= value).last();
        Some((reading.kind, reached.map_or(Strength::NONE, |(_, strength)| *strength)))
    }
}
