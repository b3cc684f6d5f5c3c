//! Ask somebody to get in touch.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::parts::{Choice, ChoiceField, Field, FieldKind};
use crate::shell::ResidentShell;

/// What was filled in and what is wrong with it. The form posts `time` and `phone`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactForm {
    /// `morning`, `afternoon`, `evening` or `any`.
    pub time: String,
    /// A number to be called on; empty means the number on file.
    pub phone: String,
    /// The number on file with its middle hidden: `138****5678`.
    pub phone_on_file: Option<String>,
    pub time_error: Option<String>,
    pub phone_error: Option<String>,
}

/// Where the wish stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactState {
    /// Not signed in: nobody would know whom to call.
    SignInFirst,
    Form(ContactForm),
    /// Sent; who will call and until when, in words, where known.
    Sent {
        who: String,
        until: String,
    },
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/contact.html")]
pub struct ContactPage {
    pub shell: ResidentShell,
    form: Option<(ChoiceField, Field)>,
    sent: Option<String>,
}

impl ContactPage {
    /// The page of a state.
    pub fn new(shell: ResidentShell, state: ContactState) -> Self {
        let lang = shell.lang;
        let (form, sent) = match state {
            ContactState::SignInFirst => (None, None),
            ContactState::Form(form) => (Some((time_field(lang, &form), phone_field(lang, form))), None),
            ContactState::Sent { who, until } => (None, Some(lang.t2("contact-sent-text", "who", who, "until", until))),
        };
        Self { shell, form, sent }
    }
}

fn time_field(lang: Lang, form: &ContactForm) -> ChoiceField {
    let choices = [
        ("any", lang.t("time-any")),
        ("morning", lang.t("time-morning")),
        ("afternoon", lang.t("time-afternoon")),
        ("evening", lang.t("time-evening")),
    ];
    let choice = |(value, label): (&str, String)| Choice::new(value, label).chosen_if(form.time == value);
    ChoiceField {
        name: "time",
        label: lang.t("contact-time"),
        choices: choices.map(choice).into(),
        error: form.time_error.clone(),
        required: true,
    }
}

fn phone_field(lang: Lang, form: ContactForm) -> Field {
    let hint = match &form.phone_on_file {
        Some(phone) => lang.t1("contact-phone-on-file", "phone", phone),
        None => lang.t("contact-phone-none"),
    };
    let required = form.phone_on_file.is_none();
    let line = Field::line("phone", lang.t("contact-phone"));
    Field {
        kind: FieldKind::Line("tel"),
        value: form.phone,
        hint: Some(hint),
        error: form.phone_error,
        required,
        autocomplete: "tel",
        ..line
    }
}

impl Samples for ContactPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let on_file =
            ContactForm { time: "evening".to_owned(), phone_on_file: Some("138****5678".to_owned()), ..ContactForm::default() };
        let wrong = ContactForm {
            phone: "12".to_owned(),
            time_error: Some(lang.t("contact-time-choose")),
            phone_error: Some(lang.t("contact-phone-wrong")),
            ..ContactForm::default()
        };
        let (who, until) = match lang {
            Lang::ZhCn => ("甘州区指导中心", "4月17日 18:00"),
            Lang::En => ("The Ganzhou guidance centre", "17 April, 18:00"),
        };
        let sent = ContactState::Sent { who: who.to_owned(), until: until.to_owned() };
        vec![
            ("sign-in-first", Self::new(ResidentShell::sample(lang), ContactState::SignInFirst)),
            ("form", Self::new(ResidentShell::signed_in_sample(lang), ContactState::Form(on_file))),
            ("errors", Self::new(ResidentShell::signed_in_sample(lang), ContactState::Form(wrong))),
            ("sent", Self::new(ResidentShell::signed_in_sample(lang), sent)),
        ]
    }
}
