//! What a campaign is, who will see the answers, and two choices of the same size. Taking part is voluntary (精神卫生法 27).

use askama::Template;
use xinqiao_kernel::id::CampaignId;

use super::Asked;
use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct AskedView {
    pub id: CampaignId,
    pub card: Asked,
    pub questions: u32,
    /// Each question is chosen by the answers before it: there may be fewer.
    pub is_chosen: bool,
    /// The consent text, word for word, a paragraph each.
    pub consent: Vec<String>,
    /// The person is younger than eighteen: the page speaks of their parents.
    pub is_minor: bool,
    /// The person is younger than fourteen and no guardian has agreed yet.
    pub waits: bool,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/campaign/asked.html")]
pub struct AskedPage {
    pub shell: ResidentShell,
    sees: String,
    length: String,
    join: String,
    view: AskedView,
}

impl AskedPage {
    /// The page of a campaign.
    pub fn new(shell: ResidentShell, view: AskedView) -> Self {
        let lang = shell.lang;
        Self {
            sees: lang.t1("asked-sees-text", "by", &view.card.by),
            length: lang.t2(
                if view.is_chosen { "test-length-most" } else { "test-length" },
                "questions",
                view.questions,
                "minutes",
                view.card.minutes,
            ),
            join: lang.t(if view.card.begun { "asked-go-on" } else { "asked-join" }),
            shell,
            view,
        }
    }
}

/// After declining: that is all, and nothing follows from it.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/campaign/declined.html")]
pub struct DeclinedPage {
    pub shell: ResidentShell,
}

fn sample(lang: Lang) -> AskedView {
    let consent = match lang {
        Lang::ZhCn => [
            "为了了解同学们近两周的状态，请您自愿作答。",
            "学校的心理老师会看到结果，只用来关心您，不会告诉其他老师和同学。结果保存两年。不参加没有任何影响。",
        ],
        Lang::En => [
            "We would like to know how you have been these two weeks. Taking part is voluntary.",
            "The school counsellor sees the result and uses it only to care for you. It is kept for two years. Not taking part changes nothing.",
        ],
    };
    let card = Asked::samples(lang).swap_remove(0);
    let consent = consent.map(str::to_owned).into();
    AskedView {
        id: CampaignId::from_uuid(uuid::Uuid::nil()),
        card,
        questions: 9,
        is_chosen: false,
        consent,
        is_minor: true,
        waits: false,
    }
}

impl Samples for AskedPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let begun = AskedView { is_minor: false, card: Asked::samples(lang).swap_remove(1), ..sample(lang) };
        let mut long = sample(lang);
        long.consent = long.consent.iter().cycle().take(24).cloned().collect();
        vec![
            ("normal", Self::new(ResidentShell::signed_in_sample(lang), sample(lang))),
            ("chosen", Self::new(ResidentShell::signed_in_sample(lang), AskedView { is_chosen: true, ..sample(lang) })),
            ("begun", Self::new(ResidentShell::signed_in_sample(lang), begun)),
            ("waits", Self::new(ResidentShell::signed_in_sample(lang), AskedView { waits: true, ..sample(lang) })),
            ("long", Self::new(ResidentShell::signed_in_sample(lang), long)),
            ("large", Self::new(ResidentShell { signed_in: true, ..ResidentShell::large_sample(lang) }, sample(lang))),
        ]
    }
}

impl Samples for DeclinedPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        vec![
            ("normal", Self { shell: ResidentShell::signed_in_sample(lang) }),
            ("large", Self { shell: ResidentShell::large_sample(lang) }),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links;

    #[test]
    fn taking_part_and_declining_are_equally_visible() {
        for (name, page) in AskedPage::samples(Lang::ZhCn).into_iter().filter(|(_, page)| !page.view.waits) {
            let html = page.render().unwrap();
            let of = |action: String| {
                let form = html.split("<form ").find(|form| form.contains(&action)).unwrap();
                form.split("<button ").nth(1).unwrap().split('>').next().unwrap().to_owned()
            };
            assert_eq!(of(links::campaign_join(page.view.id)), of(links::campaign_decline(page.view.id)), "{name}");
        }
    }
}
