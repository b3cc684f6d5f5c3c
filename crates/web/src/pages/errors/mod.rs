//! Pages for what went wrong, in kind words.

use askama::Template;
use axum::http::StatusCode;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::{ResidentShell, Service};

/// What went wrong and what can be done.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/errors/error.html")]
pub struct ErrorPage {
    pub shell: ResidentShell,
    title: String,
    text: String,
    /// Number of the request, to name it when asking for help.
    request: Option<String>,
    /// Leads to opening records in an emergency, for those who may.
    emergency: bool,
}

impl ErrorPage {
    /// The page of a status. Statuses without words of their own get those of 500.
    pub fn new(shell: ResidentShell, status: StatusCode, request: Option<String>) -> Self {
        let lang = shell.lang;
        let (title, text) = match status.as_u16() {
            400 | 413 | 415 | 422 => (lang.t("error-400"), lang.t("error-400-text")),
            401 => (lang.t("error-401"), lang.t("error-401-text")),
            403 => (lang.t("error-403"), lang.t("error-403-text")),
            404 | 405 | 410 => (lang.t("error-404"), lang.t("error-404-text")),
            409 => (lang.t("error-409"), lang.t("error-409-text")),
            429 => (lang.t("error-429"), lang.t("error-429-text")),
            503 => (lang.t("error-503"), lang.t("error-503-text")),
            _ => (lang.t("error-500"), lang.t("error-500-text")),
        };
        Self { shell, title, text, request, emergency: false }
    }

    /// The page of what is not there, or not for the visitor; it never says which. Whoever may open records in an emergency is led there.
    pub fn not_found(lang: Lang, emergency: bool) -> Self {
        Self { emergency, ..Self::plain(lang, StatusCode::NOT_FOUND) }
    }

    /// The page of somebody whose roles do not open what they asked for.
    pub fn denied(lang: Lang) -> Self {
        let page = Self::plain(lang, StatusCode::FORBIDDEN);
        Self { title: lang.t("error-denied"), text: lang.t("error-denied-text"), ..page }
    }

    /// The page where records are stored and used for nothing else, because their person asked for deletion.
    pub fn stored_only(lang: Lang) -> Self {
        let page = Self::plain(lang, StatusCode::FORBIDDEN);
        Self { title: lang.t("error-stored-only"), text: lang.t("error-stored-only-text"), ..page }
    }

    /// The page of somebody who asked for more than their budget: when to come back.
    pub fn throttled(lang: Lang, retry_after_s: u32) -> Self {
        let page = Self::plain(lang, StatusCode::TOO_MANY_REQUESTS);
        let minutes = retry_after_s.div_ceil(60);
        let text = match retry_after_s {
            0..=90 => lang.t1("error-429-seconds", "seconds", lang.count(u64::from(retry_after_s.max(1)))),
            _ => lang.t1("error-429-minutes", "minutes", lang.count(u64::from(minutes))),
        };
        Self { text, ..page }
    }

    /// The page where nothing is known of the visitor: middleware, fallbacks.
    pub fn plain(lang: Lang, status: StatusCode) -> Self {
        let service = Service { name: String::new(), helpline_hours: None, note: None };
        Self::new(ResidentShell { lang, service, large: false, signed_in: false, leaves_after_s: None }, status, None)
    }
}

impl Samples for ErrorPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |status| Self::new(ResidentShell::sample(lang), status, Some("01981f2c".to_owned()));
        vec![
            ("400", page(StatusCode::BAD_REQUEST)),
            ("401", page(StatusCode::UNAUTHORIZED)),
            ("403", page(StatusCode::FORBIDDEN)),
            ("404", page(StatusCode::NOT_FOUND)),
            ("409", page(StatusCode::CONFLICT)),
            ("500", page(StatusCode::INTERNAL_SERVER_ERROR)),
            ("503", page(StatusCode::SERVICE_UNAVAILABLE)),
            ("denied", Self::denied(lang)),
            ("404-staff", Self::not_found(lang, true)),
            ("stored-only", Self::stored_only(lang)),
            ("429", Self::throttled(lang, 8)),
            ("429-minutes", Self::throttled(lang, 900)),
            ("plain", Self::plain(lang, StatusCode::FORBIDDEN)),
        ]
    }
}
