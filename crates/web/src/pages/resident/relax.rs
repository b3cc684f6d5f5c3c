//! A moment of relaxation: how tense before, a quiet place to look around in, how tense after. Everything but the picture works without scripts.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// One of the two questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    pub name: &'static str,
    pub label: String,
    pub chosen: Option<u8>,
    pub error: Option<String>,
}

impl Rating {
    /// A question that was not answered.
    pub fn blank(lang: Lang, name: &'static str) -> Self {
        // i18n: relax-before relax-after
        Self { name, label: lang.t(&format!("relax-{name}")), chosen: None, error: None }
    }

    fn values(&self) -> Vec<(u8, bool)> {
        (0..=10).map(|value| (value, self.chosen == Some(value))).collect()
    }
}

/// Keeping the ratings, for whoever has an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// What is kept, for whom, for how long.
    pub brief: String,
    pub chosen: bool,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/relax.html")]
pub struct RelaxPage {
    pub shell: ResidentShell,
    pub key: String,
    /// Seconds since 1970: when the page was shown.
    pub started: i64,
    pub before: Rating,
    pub after: Rating,
    /// None for whoever is not signed in.
    pub keeping: Option<Keeping>,
    pub fault: Option<String>,
}

impl RelaxPage {
    /// The blank page.
    pub fn new(shell: ResidentShell, key: String, started: i64, keeping: Option<Keeping>) -> Self {
        let (before, after) = (Rating::blank(shell.lang, "before"), Rating::blank(shell.lang, "after"));
        Self { shell, key, started, before, after, keeping, fault: None }
    }
}

/// What is said at the end when nothing is kept.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/relaxed.html")]
pub struct RelaxedPage {
    pub shell: ResidentShell,
    pub ratings: String,
    pub words: String,
}

/// The change in kind words.
pub fn change_words(lang: Lang, before: u8, after: u8) -> String {
    // i18n: relax-lighter relax-same relax-heavier
    lang.t(match after.cmp(&before) {
        std::cmp::Ordering::Less => "relax-lighter",
        std::cmp::Ordering::Equal => "relax-same",
        std::cmp::Ordering::Greater => "relax-heavier",
    })
}

impl Samples for RelaxPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let keeping = Keeping { brief: lang.t("relax-keep"), chosen: true };
        let page = |shell, keeping| Self::new(shell, "sample-key".to_owned(), 0, keeping);
        let mut wrong = page(ResidentShell::signed_in_sample(lang), Some(keeping));
        wrong.before.chosen = Some(7);
        wrong.after.error = Some(lang.t("fault-relax-rating"));
        wrong.fault = Some(lang.t("conflict-guardian-first"));
        vec![
            ("visitor", page(ResidentShell::sample(lang), None)),
            ("large", page(ResidentShell::large_sample(lang), None)),
            ("wrong", wrong),
        ]
    }
}

impl Samples for RelaxedPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |before, after| Self {
            shell: ResidentShell::sample(lang),
            ratings: lang.t2("device-ratings", "before", before, "after", after),
            words: change_words(lang, before, after),
        };
        vec![("lighter", page(7, 3)), ("same", page(4, 4)), ("heavier", page(3, 7))]
    }
}
