//! Versioned notices: what a person is told before they decide (PIPL 14, 17, 30).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::{Basis, Childrens, DataKind, Effect, Method, Period, Purpose, Recipient, Terms};

/// `notice.toml` of a pack `notices/<purpose>/<version>`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeToml {
    pub purpose: Purpose,
    pub version: String,
    /// the day from which it is shown
    pub valid_from: Date,
    pub basis: Basis,
    /// asked for by itself and not together with other things (PIPL 29); required for sensitive information that rests on consent
    pub separate: bool,
    /// health information or information of children under 14 is among it (PIPL 28)
    pub sensitive: bool,
    pub minors: Childrens,
    pub data: BTreeSet<DataKind>,
    pub methods: BTreeSet<Method>,
    #[serde(default)]
    pub recipients: BTreeSet<Recipient>,
    /// code of the retention rule that says how long
    pub retention: String,
    /// what the program does when consent is withdrawn
    #[serde(default)]
    pub on_withdrawal: BTreeSet<Effect>,
    /// the law that it rests on
    pub law: Vec<String>,
    pub source: Vec<SourceToml>,
}

/// Where a content comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceToml {
    #[serde(rename = "ref")]
    pub reference: String,
    pub confidence: String,
}

/// `text.<language>.toml`: the contents that PIPL 17 and 30 ask for, in words that the person understands. `{operator}` and `{reach}` stand
/// for who runs the service and how to reach them, `{keep}` for the period of the retention rule, `{grace}` for the time
/// between a withdrawal and the deletion.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeText {
    /// what is agreed to, as a short line beside the switch
    pub title: String,
    /// who, what for, until when, in one or two lines
    pub brief: String,
    /// name of the processor and how to reach them (17(1))
    pub who: String,
    /// purpose (17(2))
    pub purpose: String,
    /// way of use (17(2))
    pub method: String,
    /// kinds of information (17(2))
    pub data: String,
    /// who sees it
    pub recipients: String,
    /// how long (17(2))
    pub retention: String,
    /// rights and how to use them (17(3))
    pub rights: String,
    /// why it is necessary and what it means for the person (30)
    pub impact: String,
    /// what happens when consent is withdrawn; for a duty or an emergency: why there is no switch
    pub withdrawal: String,
    /// the rules for children under 14 and for their guardians (31)
    pub children: String,
    /// the same for a child who reads it, in a few short sentences
    pub assent: String,
}

/// Who runs the service, in one language.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorText {
    pub name: String,
    pub reach: String,
}

/// What is wrong, by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub key: String,
    pub expected: String,
    pub found: String,
}

/// One version of a notice, complete in every language.
#[derive(Debug, Clone)]
pub struct Notice {
    head: NoticeToml,
    terms: Terms,
    texts: BTreeMap<String, NoticeText>,
    digest: String,
    shown: String,
}

impl NoticeText {
    /// All texts with their keys.
    pub fn parts(&self) -> [(&'static str, &str); 13] {
        [
            ("title", &self.title),
            ("brief", &self.brief),
            ("who", &self.who),
            ("purpose", &self.purpose),
            ("method", &self.method),
            ("data", &self.data),
            ("recipients", &self.recipients),
            ("retention", &self.retention),
            ("rights", &self.rights),
            ("impact", &self.impact),
            ("withdrawal", &self.withdrawal),
            ("children", &self.children),
            ("assent", &self.assent),
        ]
    }

    fn filled(mut self, operator: &OperatorText, keep: &str, grace: &str) -> Self {
        let fill = |text: &mut String| {
            *text = text
                .replace("{operator}", &operator.name)
                .replace("{reach}", &operator.reach)
                .replace("{keep}", keep)
                .replace("{grace}", grace);
        };
        let Self {
            title,
            brief,
            who,
            purpose,
            method,
            data,
            recipients,
            retention,
            rights,
            impact,
            withdrawal,
            children,
            assent,
        } = &mut self;
        for text in
            [title, brief, who, purpose, method, data, recipients, retention, rights, impact, withdrawal, children, assent]
        {
            fill(text);
        }
        self
    }
}

/// What a text lacks.
pub fn check_text(text: &NoticeText) -> Vec<Fault> {
    let fault = |key: &str, expected: &str, found: &str| Fault {
        key: key.to_owned(),
        expected: expected.to_owned(),
        found: found.to_owned(),
    };
    let empty = text.parts().into_iter().filter(|(_, words)| words.trim().is_empty());
    let mut faults: Vec<Fault> = empty.map(|(key, _)| fault(key, "words (PIPL 17, 30)", "nothing")).collect();
    for place in ["{operator}", "{reach}"] {
        if !text.who.contains(place) {
            faults.push(fault("who", &format!("the place {place} for name and contact (PIPL 17(1))"), &text.who));
        }
    }
    faults
}

impl NoticeToml {
    /// What does not fit together.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault = |key: &str, expected: &str, found: String| {
            faults.push(Fault { key: key.to_owned(), expected: expected.to_owned(), found });
        };
        if self.version.is_empty() || 16 < self.version.len() || !self.version.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            fault("version", "1 to 16 letters and digits", self.version.clone());
        }
        if self.basis == Basis::Consent && self.sensitive && !self.separate {
            fault("separate", "true: sensitive information needs a separate consent (PIPL 29)", "false".to_owned());
        }
        if self.data.is_empty() {
            fault("data", "at least one kind of information", "none".to_owned());
        }
        if self.methods.is_empty() {
            fault("methods", "at least one way of use", "none".to_owned());
        }
        let read = self.methods.contains(&Method::Read) || self.methods.contains(&Method::Provide);
        if read == self.recipients.is_empty() {
            fault("recipients", "who reads it, exactly when methods say that somebody does", format!("{:?}", self.recipients));
        }
        if (self.basis == Basis::Consent) == self.on_withdrawal.is_empty() {
            fault("on_withdrawal", "what a withdrawal does, exactly when it rests on consent (PIPL 15)", self.basis.to_string());
        }
        if self.basis == Basis::Consent && !self.on_withdrawal.contains(&Effect::StopNew) {
            fault("on_withdrawal", "stop_new among the effects", format!("{:?}", self.on_withdrawal));
        }
        if self.law.is_empty() {
            fault("law", "the law that it rests on", "none".to_owned());
        }
        if self.source.is_empty() {
            fault("source", "at least one source", "none".to_owned());
        }
        faults
    }
}

impl Notice {
    /// A notice with its texts; the operator's name and contact and the periods are filled in. Languages without operator keep the places.
    pub fn new(
        head: NoticeToml,
        texts: BTreeMap<String, NoticeText>,
        operator: &BTreeMap<String, OperatorText>,
        keep: Option<Period>,
        grace: Option<Period>,
    ) -> Self {
        let digest_of_pack = digest(&head, &texts);
        let filled: BTreeMap<String, NoticeText> = texts
            .into_iter()
            .map(|(language, text)| match operator.get(&language) {
                Some(operator) => {
                    let words = |period: Option<Period>| period.map(|period| period.words(&language)).unwrap_or_default();
                    let filled = text.filled(operator, &words(keep), &words(grace));
                    (language, filled)
                }
                None => (language, text),
            })
            .collect();
        let terms = Terms {
            purpose: head.purpose,
            basis: head.basis,
            data: head.data.clone(),
            methods: head.methods.clone(),
            recipients: head.recipients.clone(),
            minors: head.minors,
        };
        let shown = digest(&head, &filled);
        Self { head, terms, texts: filled, digest: digest_of_pack, shown }
    }

    pub const fn purpose(&self) -> Purpose {
        self.head.purpose
    }

    pub fn version(&self) -> &str {
        &self.head.version
    }

    pub const fn valid_from(&self) -> Date {
        self.head.valid_from
    }

    /// What it binds.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The file that it was made from.
    pub const fn head(&self) -> &NoticeToml {
        &self.head
    }

    /// Its words in a language.
    pub fn text(&self, language: &str) -> Option<&NoticeText> {
        self.texts.get(language)
    }

    /// Does a withdrawal do this?
    pub fn does(&self, effect: Effect) -> bool {
        self.head.on_withdrawal.contains(&effect)
    }

    /// Its words in every language, by language.
    pub const fn texts(&self) -> &BTreeMap<String, NoticeText> {
        &self.texts
    }

    /// Hex SHA-256 over terms and texts of the pack. Another telephone number of the operator leaves it as it is.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Hex SHA-256 over terms and texts as shown: a consent holds it, so that it can be proved what was agreed to.
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

/// Over every value, each behind its length, in a fixed order: no two notices share a text.
fn digest(head: &NoticeToml, texts: &BTreeMap<String, NoticeText>) -> String {
    let mut hash = Sha256::new();
    let mut take = |part: &str| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    };
    take(&serde_json::to_string(head).unwrap_or_default());
    for (language, text) in texts {
        take(language);
        for (key, words) in text.parts() {
            take(key);
            take(words);
        }
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write as _;
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}
