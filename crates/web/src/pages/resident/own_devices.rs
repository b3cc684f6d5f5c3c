//! My sessions with devices and of relaxation, and a code for a device.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    pub id: String,
    pub kind: String,
    pub when: String,
    pub ratings: Option<String>,
    pub words: Option<String>,
    pub measured: Vec<String>,
    /// Where it is deleted.
    pub delete: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/own_devices.html")]
pub struct OwnDevicesPage {
    pub shell: ResidentShell,
    pub sessions: Vec<OwnSession>,
    /// What is kept, for whom, for how long.
    pub brief: String,
    /// The code and until when it holds, told once.
    pub code: Option<(String, String)>,
    pub done: Option<String>,
    pub fault: Option<String>,
    pub older: Option<String>,
}

impl OwnDevicesPage {
    /// The page.
    pub const fn new(shell: ResidentShell, sessions: Vec<OwnSession>, brief: String) -> Self {
        Self { shell, sessions, brief, code: None, done: None, fault: None, older: None }
    }
}

impl Samples for OwnDevicesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let (kind, when, pulse) = match lang {
            Lang::ZhCn => ("放松练习", "11月23日 09:00", "心率：72 /min"),
            Lang::En => ("a moment of relaxation", "23 November, 09:00", "heart rate: 72 /min"),
        };
        let session = OwnSession {
            id: "session-1".to_owned(),
            kind: kind.to_owned(),
            when: when.to_owned(),
            ratings: Some(lang.t2("device-ratings", "before", 7, "after", 3)),
            words: Some(lang.t("relax-lighter")),
            measured: vec![pulse.to_owned()],
            delete: links::own_device_delete(uuid::Uuid::nil()),
        };
        let page = |sessions| Self::new(ResidentShell::signed_in_sample(lang), sessions, lang.t("own-devices-text"));
        let mut full = page(vec![session]);
        full.code = Some(("ABCD-EFGH".to_owned(), when.to_owned()));
        full.done = Some(lang.t("own-devices-kept"));
        let mut waits = page(Vec::new());
        waits.fault = Some(lang.t("conflict-guardian-first"));
        vec![("none", page(Vec::new())), ("full", full), ("guardian", waits)]
    }
}
