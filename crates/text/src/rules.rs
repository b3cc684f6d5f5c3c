//! The written form of the rules, as a pack gives them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{AttentionLevel, Category, CueKind};

/// One fault of a pack, for somebody who writes packs and no programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where, e.g. `phrase[3].list`.
    pub key: String,
    pub expected: String,
    pub found: String,
}

/// The rules. A pack writes them as one TOML document in three files, one after the other: rules, phrases, cues.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesToml {
    pub id: String,
    pub version: String,
    /// First day on which the rules hold.
    pub from: Date,
    #[serde(rename = "source")]
    pub sources: Vec<SourceToml>,
    pub text: TextToml,
    pub subject: SubjectToml,
    #[serde(default)]
    pub words: WordsToml,
    #[serde(rename = "category")]
    pub categories: Vec<CategoryToml>,
    #[serde(rename = "phrase")]
    pub phrases: Vec<PhraseToml>,
    /// Set expressions that contain a phrase and mean something else.
    pub idioms: ListToml,
    /// Expressions that contain a cue and are none: 不是没, 有没有.
    pub no_cues: ListToml,
    #[serde(rename = "cue")]
    pub cues: Vec<CueToml>,
    #[serde(rename = "cancel", default)]
    pub cancels: Vec<CancelToml>,
    #[serde(rename = "cap")]
    pub caps: Vec<CapToml>,
    #[serde(rename = "joint", default)]
    pub joints: Vec<JointToml>,
    #[serde(rename = "combination")]
    pub combinations: Vec<CombinationToml>,
    /// Without it nothing is weighed.
    pub weighing: Option<WeighingToml>,
}

/// Where facts come from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceToml {
    #[serde(rename = "ref")]
    pub reference: String,
    /// Letters of domain_rules: `P` is the project's own choice.
    pub confidence: String,
}

/// How texts are normalised and how wide the gaps in phrases are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextToml {
    /// Longest gap for `~`, in characters.
    pub short_gap: u32,
    /// Longest gap for `…`, in characters.
    pub long_gap: u32,
    /// Longest gap for `+`, in characters; the only one that may hold the end of a clause.
    pub wide_gap: u32,
    /// Words that no gap may hold, unless an expression of `no_cues` holds them.
    pub breaks: Vec<String>,
    /// Characters that are left out; white space and invisible characters always are.
    pub noise: String,
    /// Characters that end a clause.
    pub clause: String,
    /// Characters that end a sentence.
    pub sentence: String,
    /// Pairs: the first character is read as the second.
    pub same: Vec<String>,
}

/// Whom a text is about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectToml {
    pub writer: Vec<String>,
    pub other: Vec<String>,
    /// Verbs by which somebody else's words are handed on: 说, 写道.
    pub speech: Vec<String>,
    /// How far left of a phrase a person is looked for, in characters.
    pub chars: u32,
    /// How far right of another person a verb of speech, and right of it the word for the writer, may stand.
    pub speech_chars: u32,
}

/// The level of a category.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryToml {
    pub code: Category,
    pub level: AttentionLevel,
    pub reason: String,
}

/// Words that mean the same to a phrase. A class may hold classes that stand before it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsToml {
    #[serde(rename = "class", default)]
    pub classes: Vec<ClassToml>,
}

/// Words that phrases name together, as `{name}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassToml {
    pub name: String,
    pub list: Vec<String>,
}

/// Phrases of one category that say one thing: a concept. Two phrases of one concept are one sign, not two.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhraseToml {
    pub category: Category,
    /// Differs from the category's level.
    pub level: Option<AttentionLevel>,
    /// May be meant in jest: laughter and trifles can take its weight.
    #[serde(default)]
    pub jest: bool,
    /// Said so plainly that the text around it is not asked whether it is harmless.
    #[serde(default)]
    pub firm: bool,
    pub list: Vec<String>,
}

/// A list with a reason.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListToml {
    pub reason: String,
    pub list: Vec<String>,
}

/// On which side of a phrase a cue speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    Before,
    After,
    Around,
}

/// How far from the phrase a cue may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    Clause,
    Sentence,
    /// The sentence of the phrase, or the one after it.
    Next,
}

/// Words that take weight from a phrase near them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueToml {
    pub kind: CueKind,
    pub side: Side,
    pub scope: Scope,
    /// Most characters between cue and phrase.
    pub chars: u32,
    pub list: Vec<String>,
}

/// Where a cancelling word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Between the cue and the phrase.
    Between,
    /// In the sentence of the phrase or the one after it.
    Near,
}

/// Words that take a cue's effect away.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CancelToml {
    pub cue: CueKind,
    pub position: Position,
    pub list: Vec<String>,
}

/// The most that a phrase counts beside a cue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapToml {
    pub cue: CueKind,
    /// Empty: all categories. A later cap with the category listed replaces an earlier one.
    #[serde(default)]
    pub categories: Vec<Category>,
    pub level: AttentionLevel,
    /// Only phrases that may be meant in jest.
    #[serde(default)]
    pub jest_only: bool,
    /// The cap does not hold where one of these categories stands undamped anywhere in the text.
    #[serde(default)]
    pub unless: Vec<Category>,
    pub reason: String,
}

/// Two cues together cap lower than each of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JointToml {
    pub cues: [CueKind; 2],
    #[serde(default)]
    pub categories: Vec<Category>,
    pub level: AttentionLevel,
    pub reason: String,
}

/// Categories that together raise the level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CombinationToml {
    pub code: String,
    pub level: AttentionLevel,
    /// One of each list; phrases of different entries.
    #[serde(default)]
    pub all: Vec<Vec<Category>>,
    /// Instead of `all`: so many different categories …
    #[serde(default)]
    pub at_least: usize,
    /// … of these.
    #[serde(default)]
    pub of: Vec<Category>,
    /// Instead of both: so many points …
    #[serde(default)]
    pub score: u32,
    /// … of concepts of these categories: points of each concept, most points of the category.
    #[serde(default)]
    pub points: BTreeMap<Category, [u32; 2]>,
    /// Without one of these nothing is counted.
    #[serde(default)]
    pub with: Vec<Category>,
    /// Most characters between the first phrase and each other one; nothing for the whole text.
    pub chars: Option<u32>,
    pub reason: String,
}

/// What the sum of the points of a part of a text means. All points are hundredths.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeighingToml {
    /// Points before any sign.
    pub start: i32,
    /// From so many points on the text is proposed for counsel …
    pub counsel: i32,
    /// … and for contact the same day.
    pub same_day: i32,
    /// Up to so many points phrases that are not firm count one level at most.
    pub harmless: i32,
    /// A part with fewer characters is not weighed: it holds too few signs.
    pub chars: u32,
    /// A sign with so many points is shown as a place that carries the weight.
    pub shown: i32,
    pub reason: String,
    #[serde(rename = "weight")]
    pub weights: Vec<WeightToml>,
}

/// Signs with the same points.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightToml {
    pub points: i32,
    pub list: Vec<String>,
}
