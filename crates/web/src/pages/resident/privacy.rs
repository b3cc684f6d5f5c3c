//! My information and consent: who looked, what I agreed to; and the notices in full.

use askama::Template;
use xinqiao_consent::{Notice, NoticeText, Purpose};

use super::who_looked::{Look, timeline};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::Timeline;
use crate::shell::ResidentShell;

/// One purpose with its switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRow {
    pub purpose: &'static str,
    pub title: String,
    pub brief: String,
    /// how it stands, in words
    pub state: String,
    pub form: Option<ConsentForm>,
}

/// One tap: a yes, or taking it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentForm {
    pub purpose: &'static str,
    /// id of the campaign, or empty
    pub subject: String,
    pub give: bool,
}

impl ConsentForm {
    pub(super) fn word(&self) -> &'static str {
        if self.give { "given" } else { "withdrawn" }
    }

    pub(super) fn button(&self, lang: &Lang) -> String {
        lang.t(if self.give { "privacy-give" } else { "privacy-take-back" })
    }

    /// The same with what it is about, for those who hear the page.
    pub(super) fn label(&self, lang: &Lang, title: &str) -> String {
        format!("{} {title}", self.button(lang))
    }
}

/// One purpose without a switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainRow {
    pub purpose: &'static str,
    pub title: String,
    pub brief: String,
    pub basis: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/privacy.html")]
pub struct PrivacyPage {
    pub shell: ResidentShell,
    /// What just happened, a sentence each.
    pub done: Vec<String>,
    seen: String,
    timeline: Option<Timeline>,
    consents: Vec<ConsentRow>,
    others: Vec<PlainRow>,
    /// Who was told: recipient, what and on what ground, when.
    pub given: Vec<(String, String, String)>,
    /// What groups they are on record in: kind words, since when and by whom.
    pub groups: Vec<(String, String)>,
    pub requests: Vec<RequestRow>,
    complain: String,
}

/// Something that the person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// kind and what it is about
    pub what: String,
    /// number and day
    pub line: String,
    pub state: String,
    pub ground: Option<String>,
    /// address, while it is open
    pub take_back: Option<String>,
}

impl PrivacyPage {
    /// The page with the latest looks of others, and how many people looked in 30 days.
    ///
    /// `due` is the last day for an answer to a complaint, formatted.
    pub fn new(
        shell: ResidentShell,
        looks: &[Look],
        people: usize,
        consents: Vec<ConsentRow>,
        others: Vec<PlainRow>,
        due: &str,
    ) -> Self {
        let lang = shell.lang;
        let seen = match people {
            0 => lang.t("privacy-seen-none"),
            _ => lang.t1("privacy-seen", "count", people as u64),
        };
        let complain = lang.t1("privacy-complain-text", "day", due);
        let timeline = timeline(lang, looks);
        Self {
            shell,
            done: Vec::new(),
            seen,
            timeline,
            consents,
            others,
            given: Vec::new(),
            groups: Vec::new(),
            requests: Vec::new(),
            complain,
        }
    }
}

/// A notice in full.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/notice.html")]
pub struct NoticePage {
    pub shell: ResidentShell,
    title: String,
    brief: String,
    /// anchor, heading, words
    parts: Vec<(&'static str, String, String)>,
    version: String,
    digest: String,
    /// words and address
    earlier: Vec<(String, String)>,
}

impl NoticePage {
    /// One version of a notice, with links to the others.
    pub fn new(shell: ResidentShell, notice: &Notice, text: &NoticeText, others: &[&Notice]) -> Self {
        let lang = shell.lang;
        // i18n: notice-part-*
        let parts = text.parts().into_iter().filter(|(key, _)| *key != "title" && *key != "brief");
        let parts = parts.map(|(key, words)| (key, lang.t(&format!("notice-part-{key}")), words.to_owned())).collect();
        let version =
            |notice: &Notice| lang.t2("notice-version", "version", notice.version(), "day", lang.date(notice.valid_from()));
        let earlier = others
            .iter()
            .map(|other| {
                let href = format!("{}?version={}", links::privacy_notice(other.purpose()), other.version());
                (version(other), href)
            })
            .collect();
        let short = notice.shown().chars().take(12).collect::<String>();
        Self {
            title: text.title.clone(),
            brief: text.brief.clone(),
            parts,
            version: version(notice),
            digest: lang.t1("notice-digest", "digest", short),
            earlier,
            shell,
        }
    }
}

/// As a person reads it.
fn say_group(lang: Lang) -> (String, String) {
    let library = xinqiao_packs::Library::embedded();
    let group = library.groups(xinqiao_app::groups::GROUPS).and_then(|groups| groups.group("G-22"));
    let words = group.and_then(|group| group.own.get(lang.tag()).cloned()).unwrap_or_default();
    (words, lang.t2("own-groups-line", "day", lang.date(jiff::civil::date(2026, 3, 2)), "by", "—"))
}

impl Samples for PrivacyPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let library = xinqiao_packs::Library::embedded();
        let today = jiff::civil::date(2026, 4, 16);
        let text = |purpose| library.trust().notice(purpose, today).and_then(|notice| notice.text(lang.tag()));
        let row = |purpose: Purpose, subject: &str, state: &str, give: Option<bool>| {
            let text = text(purpose)?;
            let form = give.map(|give| ConsentForm { purpose: purpose.code(), subject: subject.to_owned(), give });
            let (title, brief) = (text.title.clone(), text.brief.clone());
            Some(ConsentRow { purpose: purpose.code(), title, brief, state: lang.t(state), form })
        };
        let plain = |purpose: Purpose, basis: &str| {
            let text = text(purpose)?;
            Some(PlainRow { purpose: purpose.code(), title: text.title.clone(), brief: text.brief.clone(), basis: lang.t(basis) })
        };
        let others: Vec<PlainRow> = [
            plain(Purpose::Register, "privacy-basis-duty"),
            plain(Purpose::DangerToLife, "privacy-basis-emergency"),
            plain(Purpose::AccessLog, "privacy-basis-duty"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let rows = |states: [(&str, Option<bool>); 3]| -> Vec<ConsentRow> {
            let purposes = [Purpose::KeepResult, Purpose::Contact, Purpose::Screening];
            let rows = purposes.into_iter().zip(states);
            rows.filter_map(|(purpose, (state, give))| row(purpose, "", state, give)).collect()
        };
        let looks = super::who_looked::sample_looks(lang);
        let due = lang.date(jiff::civil::date(2026, 4, 21));
        let shell = || ResidentShell::signed_in_sample(lang);
        let fresh = rows([
            ("privacy-state-not-asked", Some(true)),
            ("privacy-state-awaits-guardian", None),
            ("privacy-state-superseded", Some(true)),
        ]);
        let full = rows([
            ("privacy-state-given", Some(false)),
            ("privacy-state-withdrawn", Some(true)),
            ("privacy-state-refused", Some(true)),
        ]);
        let mut done = Self::new(shell(), &looks, 3, full, others.clone(), &due);
        let count = |key: &str| lang.t1(key, "count", 2_u64);
        done.done =
            ["privacy-done-hidden", "privacy-done-dropped", "privacy-done-red", "privacy-done-running"].map(count).to_vec();
        done.done.insert(0, lang.t("privacy-done-withdrawn"));
        let row = |state: &str, ground: Option<&str>| RequestRow {
            what: crate::pages::desk::rights::what(lang, "delete", "results"),
            line: lang.t2("privacy-request-line", "number", "D20260416-0003", "day", &due),
            state: lang.t(state),
            ground: ground.map(|ground| lang.t(ground)),
            take_back: ground.is_none().then(|| links::privacy_take_back(uuid::Uuid::nil())),
        };
        done.requests = vec![row("request-state-open", None), row("request-state-restricted", Some("ground-retention-by-law"))];
        let fields = lang.t("data-contact");
        let text = lang.t2("privacy-given-text", "fields", fields, "because", lang.t("given-because-emergency"));
        let own = say_group(lang);
        done.groups = vec![own];
        done.given = vec![("120".to_owned(), text, due.clone())];
        vec![("new", Self::new(shell(), &[], 0, fresh, others, &due)), ("withdrawn", done)]
    }
}

impl Samples for NoticePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let library = xinqiao_packs::Library::embedded();
        let today = jiff::civil::date(2026, 4, 16);
        let samples = Purpose::ALL.iter().filter_map(|purpose| {
            let notice = library.trust().notice(*purpose, today)?;
            let shell = ResidentShell::signed_in_sample(lang);
            Some((purpose.code(), Self::new(shell, notice, notice.text(lang.tag())?, &[notice])))
        });
        samples.collect()
    }
}
