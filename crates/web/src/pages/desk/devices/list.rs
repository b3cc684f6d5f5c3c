//! The devices of a site: registering one, its key, locking and withdrawing it.

use askama::Template;
use xinqiao_app::devices::DeviceStep;
use xinqiao_kernel::id::DeviceId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, Pick, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Choice, Empty};
use crate::shell::{Area, StaffShell};

/// The form that registers.
pub const NAME: &str = "device";

/// One device.
#[derive(Debug, Clone)]
pub struct DeviceCard {
    /// Of the heading.
    pub id: String,
    pub name: String,
    pub place: String,
    pub state: String,
    /// Its id for programs and files.
    pub code: String,
    /// Kinds, key, last result.
    pub facts: Vec<String>,
    /// What came and could not be assigned.
    pub refusals: Vec<String>,
    pub steps: Vec<PostForm>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/devices/list.html")]
pub struct DevicesPage {
    pub shell: StaffShell,
    cards: Vec<DeviceCard>,
    empty: Option<Empty>,
    pager: Option<Pager>,
    form: PostForm,
    /// Name and key of a device, told once.
    key: Option<(String, String)>,
    told: Option<String>,
}

impl DevicesPage {
    /// The page of a list.
    pub fn new(shell: StaffShell, cards: Vec<DeviceCard>, pager: Option<Pager>, form: PostForm) -> Self {
        let lang = shell.lang;
        let empty = cards.is_empty().then(|| Empty {
            icon: "settings",
            title: lang.t("devices-empty"),
            text: lang.t("devices-empty-text"),
            step: None,
        });
        Self { shell, cards, empty, pager, form, key: None, told: None }
    }

    /// With a key that is told this once, and what was done.
    pub fn with_news(self, key: Option<(String, String)>, told: Option<String>) -> Self {
        Self { key, told, ..self }
    }
}

/// Posts `id`, `place`, `name`, `kinds`.
pub fn form(lang: Lang, id: DeviceId, places: Vec<Choice>, kinds: Vec<Pick>) -> PostForm {
    let entry = |name: &'static str, key: &str, kind| Entry::new(NAME, name, lang.t(key), kind);
    // i18n: device-place device-name device-kinds
    PostForm::new(NAME, links::devices(), lang.t("device-register"))
        .primary()
        .with_hidden("id", id.to_string())
        .with_entry(entry("place", "device-place", EntryKind::Select(places)).required())
        .with_entry(entry("name", "device-name", EntryKind::Line("text")).with_hint(lang.t("device-name-hint")).required())
        .with_entry(entry("kinds", "device-kinds", EntryKind::Checks(kinds)))
}

/// The forms of a device in a state; each posts `step`.
pub fn steps(lang: Lang, id: DeviceId, state: &str) -> Vec<PostForm> {
    let of: &[DeviceStep] = match state {
        "active" => &[DeviceStep::Renew, DeviceStep::Lock, DeviceStep::Withdraw],
        "locked" => &[DeviceStep::Renew, DeviceStep::Unlock, DeviceStep::Withdraw],
        _ => &[],
    };
    // i18n: device-step-*
    let one = |step: &DeviceStep| {
        PostForm::new("step", links::device(id), lang.t(&format!("device-step-{step}")))
            .with_hidden("step", step.code())
            .one_of_many(format!("{step}-{id}"))
    };
    of.iter().map(one).collect()
}

impl Samples for DevicesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Devices);
        let id = DeviceId::from_uuid(uuid(42));
        let place = say(lang, "甘州区指导中心", "Ganzhou guidance centre");
        let blank = || {
            let kinds = vec![Pick::new("vr-session", say(lang, "VR放松或训练", "VR relaxation or training"))];
            form(lang, id, vec![Choice::new("620000/", &place)], kinds)
        };
        let card = |(number, state): (u128, &str)| DeviceCard {
            id: format!("device-{state}"),
            name: say(lang, "放松室VR一号", "VR 1, quiet room"),
            place: place.clone(),
            // i18n: device-state-*
            state: lang.t(&format!("device-state-{state}")),
            code: id.to_string(),
            facts: vec![lang.t1("device-may-send", "kinds", say(lang, "VR放松", "VR relaxation"))],
            refusals: vec![lang.t3(
                "device-refusal",
                [("day", "2026-11-23"), ("reason", &lang.t("device-reason-unknown-code")), ("count", "2")],
            )],
            steps: steps(lang, DeviceId::from_uuid(uuid(number)), state),
        };
        let page = |cards| Self::new(shell(), cards, None, blank());
        let key = Some((say(lang, "放松室VR一号", "VR 1, quiet room"), "7".repeat(64)));
        let wrong = Self { form: blank().with_error("kinds", lang.t("fault-device-kinds")), ..page(Vec::new()) };
        vec![
            (
                "states",
                page([(42, "active"), (43, "locked"), (44, "withdrawn")].map(card).to_vec())
                    .with_news(None, Some(lang.t("device-done-lock"))),
            ),
            ("key", page(vec![card((42, "active"))]).with_news(key, None)),
            ("wrong", wrong),
        ]
    }
}
