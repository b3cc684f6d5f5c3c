//! What devices sent about one person, and opening a session with them.

use askama::Template;
use xinqiao_kernel::id::PersonId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::Choice;
use crate::shell::{Area, StaffShell};

/// The form that opens a session.
const NAME: &str = "pair";

/// One session.
#[derive(Debug, Clone)]
pub struct ResultCard {
    /// Of the heading.
    pub id: String,
    pub kind: String,
    pub when: String,
    /// The device, or the page.
    pub from: String,
    pub ratings: Option<String>,
    pub measured: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/devices/person.html")]
pub struct PersonDevicesPage {
    pub shell: StaffShell,
    pub file: String,
    pub name: String,
    pub cards: Vec<ResultCard>,
    pub pager: Option<Pager>,
    /// Has the person agreed?
    pub agrees: bool,
    /// None without the right, and where no device is there.
    pub form: Option<PostForm>,
    /// May the reader open sessions at all?
    pub may_pair: bool,
    /// The code and until when it holds, told once.
    pub code: Option<(String, String)>,
}

/// Posts `device`.
pub fn form(lang: Lang, person: PersonId, devices: Vec<Choice>) -> PostForm {
    // i18n: device-choose
    PostForm::new(NAME, links::person_devices(person), lang.t("device-pair"))
        .primary()
        .with_entry(Entry::new(NAME, "device", lang.t("device-choose"), EntryKind::Select(devices)).required())
}

impl Samples for PersonDevicesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let person = PersonId::from_uuid(uuid(7));
        let page = |cards, agrees| Self {
            shell: StaffShell::sample(lang, Area::People),
            file: links::person(person),
            name: say(lang, "李**", "L**"),
            cards,
            pager: None,
            agrees,
            form: None,
            may_pair: true,
            code: None,
        };
        let card = ResultCard {
            id: "result-1".to_owned(),
            kind: say(lang, "VR放松或训练", "VR relaxation or training"),
            when: say(lang, "11月23日 09:00 至 09:20", "23 November, 09:00 to 09:20"),
            from: say(lang, "放松室VR一号", "VR 1, quiet room"),
            ratings: Some(lang.t2("device-ratings", "before", 7, "after", 3)),
            measured: vec![lang.t2("device-measured", "name", say(lang, "心率", "heart rate"), "value", "72 /min")],
        };
        let device = Choice::new("1", say(lang, "放松室VR一号", "VR 1, quiet room"));
        let open = Self {
            form: Some(form(lang, person, vec![device.clone()])),
            code: Some(("ABCD-EFGH".to_owned(), say(lang, "11月23日 11:00", "23 November, 11:00"))),
            ..page(vec![card.clone(), ResultCard { id: "result-2".to_owned(), ratings: None, ..card }], true)
        };
        let wrong = form(lang, person, vec![device]).with_fault(lang.t("conflict-device-consent"));
        vec![
            ("open", open),
            ("none", page(Vec::new(), true)),
            ("no-consent", Self { form: Some(wrong), ..page(Vec::new(), false) }),
        ]
    }
}
