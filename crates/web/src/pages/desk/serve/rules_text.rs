//! The words of the warning rules, and choices made of them.

use xinqiao_app::Caller;
use xinqiao_kernel::place::PlacePath;
use xinqiao_warnings::{Action, Dismissal, Finding, Hearing, Level, Outcome, RuleSet, Sources, Step, TextToml};

use crate::i18n::Lang;
use crate::parts::{self, Choice, OwnWords};
use crate::site::Site;

/// The rules of a place with their words in a language.
pub struct Words<'a> {
    pub rules: &'a RuleSet,
    text: Option<&'a TextToml>,
    sources: Option<&'a Sources>,
    site: &'a Site,
    lang: Lang,
}

impl<'a> Words<'a> {
    /// The words of the rules that hold where no line says otherwise, for lists of many places; in `lang`, else in Chinese.
    pub fn of(site: &'a Site, lang: Lang) -> Option<Self> {
        Self::by(site, lang, site.app.jurisdictions().default_rules())
    }

    /// The words of the rules of a place.
    pub fn at(site: &'a Site, lang: Lang, place: &PlacePath) -> Option<Self> {
        Self::by(site, lang, site.app.rules_for(place))
    }

    fn by(site: &'a Site, lang: Lang, rules: &'a RuleSet) -> Option<Self> {
        let pack = site.app.library().rules(rules.id().as_str())?;
        Some(Self {
            rules,
            text: pack.text(lang.tag()).or_else(|| pack.text(Lang::ZhCn.tag())),
            sources: site.app.sources().ok(),
            site,
            lang,
        })
    }

    /// A word of these rules; of others where these have it not, as for what began while others held.
    fn word(&self, find: impl Fn(&'a TextToml) -> Option<&'a String>, code: &str) -> String {
        self.text.and_then(&find).or_else(|| self.others().find_map(find)).cloned().unwrap_or_else(|| code.to_owned())
    }

    /// The words of all packs of rules.
    fn others(&self) -> impl Iterator<Item = &'a TextToml> {
        let (library, lang) = (self.site.app.library(), self.lang);
        library.rule_ids().filter_map(move |id| library.rules(id)?.text(lang.tag()))
    }

    /// Name and version of the pack.
    pub fn name(&self, lang: Lang) -> String {
        let name = self.word(|text| Some(&text.name), self.rules.id().as_str());
        lang.t2("rule-version", "name", name, "version", self.rules.version())
    }

    /// Name and version of the rules that raised a signal or under which a warning began: those of a pack, or those of the sources.
    pub fn name_of(&self, lang: Lang, rule_id: &str, version: &str) -> String {
        match self.site.app.library().rules(rule_id) {
            Some(pack) => {
                let name = pack.text(lang.tag()).map_or_else(|| rule_id.to_owned(), |text| text.name.clone());
                lang.t2("rule-version", "name", name, "version", version)
            }
            None => lang.t1("rule-sources", "version", version),
        }
    }

    /// What staff should know before they act.
    pub fn caution(&self) -> String {
        self.word(|text| Some(&text.caution), "")
    }

    /// Why a signal rule spoke.
    pub fn signal(&self, code: &str) -> String {
        let key: Option<xinqiao_warnings::Code> = code.parse().ok();
        let handed_in = || self.sources.and_then(|sources| sources.title(code)).map(|title| title.of(self.lang.tag()).to_owned());
        let find = |text: &'a TextToml| text.signal.get(key.as_ref()?);
        let known = self.text.and_then(find).or_else(|| self.others().find_map(find)).cloned();
        known.or_else(handed_in).unwrap_or_else(|| code.to_owned())
    }

    /// The same in the words of the pack that raised it.
    pub fn signal_of(&self, rule_id: &str, code: &str) -> String {
        let text = self.site.app.library().rules(rule_id).and_then(|pack| pack.text(self.lang.tag()));
        let key: Option<xinqiao_warnings::Code> = code.parse().ok();
        text.and_then(|text| text.signal.get(&key?)).cloned().unwrap_or_else(|| self.signal(code))
    }

    pub fn step(&self, step: Step) -> String {
        self.word(|text| text.step.get(&step), step.code())
    }

    pub fn outcome(&self, outcome: Outcome) -> String {
        self.word(|text| text.outcome.get(&outcome), outcome.code())
    }

    pub fn dismissal(&self, reason: Dismissal) -> String {
        self.word(|text| text.dismissal.get(&reason), reason.code())
    }

    pub fn finding(&self, finding: Finding) -> String {
        self.word(|text| text.finding.get(&finding), finding.code())
    }

    pub fn action(&self, action: Action) -> String {
        self.word(|text| text.action.get(&action), action.code())
    }

    pub fn hearing(&self, hearing: Hearing) -> String {
        self.word(|text| text.hearing.get(&hearing), hearing.code())
    }

    pub fn party(&self, party: xinqiao_warnings::Party) -> String {
        self.word(|text| text.party.get(&party), party.code())
    }

    /// What a source is called; nothing for answer sheets and wishes for contact.
    pub fn source(&self, code: &str) -> Option<String> {
        self.sources?.kind(code).map(|kind| kind.title.of(self.lang.tag()).to_owned())
    }

    /// What an event is called in the record.
    pub fn event(&self, word: &str) -> String {
        self.word(|text| text.event.get(word), word)
    }

    /// Reasons that the rules offer for setting something aside.
    pub fn dismissals(&self) -> Vec<Choice> {
        self.rules.dismissals().iter().map(|one| Choice::new(one.code(), self.dismissal(*one))).collect()
    }

    /// Outcomes that the rules offer.
    pub fn outcomes(&self) -> Vec<Choice> {
        self.rules.outcomes().iter().map(|one| Choice::new(one.code(), self.outcome(*one))).collect()
    }

    pub fn findings(&self) -> Vec<Choice> {
        Finding::ALL.iter().map(|one| Choice::new(one.code(), self.finding(*one))).collect()
    }

    pub fn actions(&self) -> Vec<Choice> {
        Action::ALL.iter().map(|one| Choice::new(one.code(), self.action(*one))).collect()
    }

    pub fn hearings(&self) -> Vec<Choice> {
        Hearing::ALL.iter().map(|one| Choice::new(one.code(), self.hearing(*one))).collect()
    }
}

/// What the organisation of the reader calls the levels; none: colours only.
pub fn own_words(site: &Site, caller: &Caller) -> Option<OwnWords> {
    let words = site.app.level_words(caller)?;
    let of = |level| words.of(level).to_owned();
    Some(OwnWords { red: of(Level::Red), yellow: of(Level::Yellow), blue: of(Level::Blue) })
}

/// The word of the reader's organisation for a level.
pub fn called(own: Option<&OwnWords>, code: &str) -> Option<String> {
    own.map(|own| own.of(level(code)).to_owned())
}

/// The level as the pages draw it; blue for a code that nobody knows.
pub fn level(code: &str) -> parts::Level {
    match code.parse() {
        Ok(Level::Red) => parts::Level::Red,
        Ok(Level::Yellow) => parts::Level::Yellow,
        Ok(Level::Blue) | Err(_) => parts::Level::Blue,
    }
}

/// The level as the pages draw it.
pub const fn drawn(level: Level) -> parts::Level {
    match level {
        Level::Red => parts::Level::Red,
        Level::Yellow => parts::Level::Yellow,
        Level::Blue => parts::Level::Blue,
    }
}
