//! The forms of running a campaign. Which are offered follows from where it stands; the rules decide again when one is posted.

use xinqiao_app::AppError;
use xinqiao_app::campaigns::CampaignLife;
use xinqiao_campaigns::Stage;

use super::told;
use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::Choice;
use crate::site::Site;

/// A form with its title.
pub type Titled = (String, PostForm);

/// Steps of the life of a campaign, each with the name of its form.
const STEPS: [(&str, &str); 7] = [
    ("sign-off", "sign_off"),
    ("send-back", "send_back"),
    ("hand-in", "hand_in"),
    ("pause", "pause"),
    ("resume", "resume"),
    ("close", "close"),
    ("reopen", "reopen"),
];

/// The name of the form of a step.
pub fn name_of(step: &str) -> &'static str {
    STEPS.iter().find(|(known, _)| *known == step).map_or("", |(_, name)| name)
}

/// All forms that are possible now, what is next first.
pub fn all(lang: Lang, site: &Site, life: &CampaignLife, units: &[Choice], groups: &[Choice]) -> Vec<Titled> {
    let mut forms = Vec::new();
    let step = |step: &'static str| one(lang, life, step);
    if life.stage == Stage::Planned && life.may_sign {
        forms.push(step("sign-off"));
        forms.push(step("send-back"));
    }
    if !life.may_run {
        return forms;
    }
    match life.stage {
        Stage::Planned => {}
        Stage::SentBack => forms.push(step("hand-in")),
        Stage::Running => {}
        Stage::Paused => forms.push(step("resume")),
        Stage::Closed => forms.push(step("reopen")),
    }
    if life.stage != Stage::Closed {
        forms.push((lang.t("campaign-enrol"), enrol(lang, life, units, groups)));
        forms.push((lang.t("campaign-sitting-new"), sitting(lang, site, life, units)));
    }
    if life.stage == Stage::Running {
        forms.push(step("pause"));
    }
    if matches!(life.stage, Stage::Running | Stage::Paused) {
        forms.push(step("close"));
    }
    forms
}

/// The form of a step.
fn one(lang: Lang, life: &CampaignLife, step: &'static str) -> Titled {
    let name = name_of(step);
    // i18n: campaign-step-*
    let title = lang.t(&format!("campaign-step-{step}"));
    let form = PostForm::new(name, links::campaign_step(life.campaign.id), title.clone())
        .with_hidden("step", step)
        .with_hidden("steps", life.steps.to_string())
        .with_intro(lang.t(&format!("campaign-step-{step}-text")));
    let reason = Entry::new(name, "reason", lang.t("campaign-reason"), EntryKind::Lines);
    let form = match step {
        "send-back" | "pause" => form.with_entry(reason.required()),
        "resume" if life.paused_for.is_some() => form.with_entry(reason.required()),
        "reopen" => form
            .with_entry(Entry::new(name, "closes_on", lang.t("campaign-closes"), EntryKind::Line("date")).required())
            .with_entry(reason.required()),
        _ => form,
    };
    let form = if matches!(step, "sign-off" | "hand-in" | "resume") { form.primary() } else { form };
    (title, form)
}

fn enrol(lang: Lang, life: &CampaignLife, units: &[Choice], groups: &[Choice]) -> PostForm {
    let name = "enrol";
    let with_none = |none: &str, choices: &[Choice]| {
        EntryKind::Select(std::iter::once(Choice::new("", lang.t(none))).chain(choices.iter().cloned()).collect())
    };
    let mut form = PostForm::new(name, links::campaign_enrol(life.campaign.id), lang.t("campaign-enrol-do"))
        .with_intro(lang.t("campaign-enrol-text"))
        .with_entry(Entry::new(name, "unit", lang.t("campaign-unit"), with_none("campaign-unit-all", units)));
    if !groups.is_empty() {
        form = form.with_entry(
            Entry::new(name, "group", lang.t("campaign-group"), with_none("campaign-group-none", groups))
                .with_hint(lang.t("campaign-group-hint")),
        );
    }
    form.with_entry(Entry::new(name, "age_from", lang.t("campaign-age-from"), EntryKind::Line("number"))).with_entry(
        Entry::new(name, "age_to", lang.t("campaign-age-to"), EntryKind::Line("number")).with_hint(lang.t("campaign-age-hint")),
    )
}

fn sitting(lang: Lang, site: &Site, life: &CampaignLife, units: &[Choice]) -> PostForm {
    let name = "sitting";
    PostForm::new(name, links::campaign_sitting(life.campaign.id), lang.t("campaign-sitting-do"))
        .with_hidden("sitting", site.app.fresh_sitting().to_string())
        .with_intro(lang.t("campaign-sitting-text"))
        .with_entry(Entry::new(name, "unit", lang.t("campaign-unit"), EntryKind::Select(units.to_vec())).required())
        .with_entry(Entry::new(name, "begins_at", lang.t("campaign-begins"), EntryKind::Line("datetime-local")).required())
        .with_entry(Entry::new(name, "room", lang.t("campaign-room"), EntryKind::Line("text")).required())
}

/// A form with what was typed and what is wrong with it.
pub fn refused(lang: Lang, form: PostForm, fields: &Fields, why: &AppError) -> PostForm {
    let form = form.filled(fields.pairs());
    match why {
        AppError::Invalid(faults) => faults.iter().fold(form, |form, fault| {
            let field = if fault.field == "ages" { "age_from" } else { fault.field };
            form.with_error(field, told::fault(lang, fault))
        }),
        AppError::Conflict { code } => form.with_fault(told::conflict(lang, code)),
        _ => form,
    }
}
