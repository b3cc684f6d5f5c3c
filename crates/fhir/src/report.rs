//! What did not go over as it was.

use std::fmt;

use serde::Serialize;

/// What became of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It stops the whole.
    Refused,
    /// It is not in the result.
    LeftOut,
    /// It is in the result in another way.
    Changed,
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fate::Refused => "refused",
            Fate::LeftOut => "left out",
            Fate::Changed => "changed",
        })
    }
}

macro_rules! features {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal => $fate:ident,)+) => {
        /// Something that one side says and the other cannot, or says in another way. The table is in docs/fhir.md.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Feature { $($(#[doc = $doc])+ $name,)+ }

        impl Feature {
            /// Every one.
            pub const ALL: &'static [Feature] = &[$(Feature::$name,)+];

            /// Name in reports.
            pub const fn code(self) -> &'static str {
                match self { $(Feature::$name => $code,)+ }
            }

            /// What becomes of it, always.
            pub const fn fate(self) -> Fate {
                match self { $(Feature::$name => Fate::$fate,)+ }
            }
        }
    };
}

features! {
    /// Export: the licence forbids an electronic version.
    NoElectronicVersion = "no-electronic-version" => Refused,
    /// Export: the wording is withheld, or its right is the operator's alone.
    WithheldWording = "withheld-wording" => LeftOut,
    /// Export: bands of a score.
    Bands = "bands" => LeftOut,
    /// Export: named conditions.
    Rules = "rules" => LeftOut,
    /// Export: results that are not sums.
    Decisions = "decisions" => LeftOut,
    /// Export: positive screens.
    Screens = "screens" => LeftOut,
    /// Export: critical items.
    CriticalItems = "critical-items" => LeftOut,
    /// Export: checks of the quality of the answers.
    ValidityChecks = "validity-checks" => LeftOut,
    /// Export: blanks that may be filled in by the person's mean.
    Prorating = "prorating" => LeftOut,
    /// Export: a score whose method or terms no expression of the subset says.
    Score = "score" => LeftOut,
    /// Export: a condition of a question that enableWhen cannot say; the question is then always asked.
    AskIf = "ask-if" => LeftOut,
    /// Export: validated ages.
    Ages = "ages" => LeftOut,

    /// Import: not a Questionnaire, or JSON that is none.
    NotAQuestionnaire = "not-a-questionnaire" => Refused,
    /// Import: more items, or a longer expression, than are read.
    TooLarge = "too-large" => Refused,
    /// Import: a modifierExtension; who does not know it must not go on.
    ModifierExtension = "modifier-extension" => Refused,
    /// Import: implicitRules; who does not know them must not go on.
    ImplicitRules = "implicit-rules" => Refused,
    /// Import: a linkId that is missing or occurs twice.
    LinkId = "link-id" => Refused,
    /// Import: no question is left.
    NoQuestion = "no-question" => Refused,
    /// Import: several enableWhen without enableBehavior.
    EnableBehavior = "enable-behavior" => Refused,
    /// Import: an enableWhen about a question that does not come before.
    EnableWhenQuestion = "enable-when-question" => Refused,
    /// Import: what came out is no sound definition.
    Unsound = "unsound" => Refused,
    /// Import: a type of item that takes no scorable answer.
    ItemType = "item-type" => LeftOut,
    /// Import: several answers to one question.
    Repeats = "repeats" => LeftOut,
    /// Import: options in a value set.
    AnswerValueSet = "answer-value-set" => LeftOut,
    /// Import: options whose values are not whole, or occur twice, or are fewer than two.
    Options = "options" => LeftOut,
    /// Import: a number without a smallest and a largest answer.
    Bounds = "bounds" => LeftOut,
    /// Import: a condition that is not of the subset; the question is then always asked.
    EnableWhen = "enable-when" => LeftOut,
    /// Import: an expression that is not of the subset.
    Expression = "expression" => LeftOut,
    /// Import: a text between questions.
    Display = "display" => LeftOut,
    /// Import: codes of questions; a pack has codes of scores only.
    Code = "code" => LeftOut,
    /// Import: an element that is not known.
    Element = "element" => LeftOut,
    /// Import: an extension that is not known.
    Extension = "extension" => LeftOut,
    /// Import: a group; its questions stand in one list.
    Group = "group" => Changed,
    /// Import: yes/no becomes a choice of 1 and 0.
    Boolean = "boolean" => Changed,
    /// Import: free text beside the options is not taken.
    OpenChoice = "open-choice" => Changed,
    /// Import: options without values are numbered in order, and no score uses the question.
    OptionValues = "option-values" => Changed,
    /// Import: a linkId that is no code of a pack is written in another way.
    Renamed = "renamed" => Changed,
    /// Import: a blank gives no score where the expression counts it as 0, or counts as 0 where the expression gives none.
    Blanks = "blanks" => Changed,
    /// Import: another text stands as the instruction.
    Instruction = "instruction" => Changed,
    /// Import: a question without words.
    Wordless = "wordless" => Changed,
    /// Import: one language is written for both.
    Language = "language" => Changed,
    /// Import: the status is not active.
    Status = "status" => Changed,
    /// Import: the licence asks for a permission that was not named; the wording is not written.
    Permission = "permission" => LeftOut,

    /// Response: another form or version than the one it is read by.
    OtherForm = "other-form" => Refused,
    /// Response: the sender has taken it back.
    EnteredInError = "entered-in-error" => Refused,
    /// Response: an answer that the question does not take, or two answers.
    Answer = "answer" => Refused,
    /// Response: an answer to something that is no question of the form.
    UnknownItem = "unknown-item" => LeftOut,
    /// Response: the sender's score is not ours; ours counts.
    ForeignScore = "foreign-score" => Changed,
}

/// One feature at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where, such as `Questionnaire.item[3].enableWhen[0]`; of an export the place in the pack.
    pub path: String,
    /// What.
    pub feature: Feature,
    /// More about it.
    pub note: String,
}

impl Finding {
    pub(crate) fn new(feature: Feature, path: impl Into<String>, note: impl Into<String>) -> Self {
        Self { path: path.into(), feature, note: note.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.path, self.feature.code(), self.feature.fate())?;
        if !self.note.is_empty() {
            write!(f, ": {}", self.note)?;
        }
        Ok(())
    }
}

/// What did not go over as it was; empty: everything did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order in which it was met.
    pub findings: Vec<Finding>,
}

impl Report {
    pub(crate) fn add(&mut self, feature: Feature, path: impl Into<String>, note: impl Into<String>) {
        let finding = Finding::new(feature, path, note);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Whether a feature was met.
    pub fn has(&self, feature: Feature) -> bool {
        self.findings.iter().any(|finding| finding.feature == feature)
    }

    pub(crate) fn refusals(&self) -> Option<Refusal> {
        let refused: Vec<Finding> =
            self.findings.iter().filter(|finding| finding.feature.fate() == Fate::Refused).cloned().collect();
        (!refused.is_empty()).then_some(Refusal { findings: refused })
    }
}

/// Why nothing came of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Refusal {
    /// Every reason.
    pub findings: Vec<Finding>,
}

impl Refusal {
    pub(crate) fn one(feature: Feature, path: impl Into<String>, note: impl Into<String>) -> Self {
        Self { findings: vec![Finding::new(feature, path, note)] }
    }
}
