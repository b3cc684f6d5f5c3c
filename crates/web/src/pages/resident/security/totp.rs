//! Enrolling an authenticator app: a QR code, the same secret to type, and the first code.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::QrCode;
use qrcode::render::svg;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::parts::{Field, FieldKind};
use crate::shell::ResidentShell;

/// Side of the picture, in pixels at least.
const SIDE: u32 = 220;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/security/totp.html")]
pub struct TotpPage {
    pub shell: ResidentShell,
    /// The QR code as an address that holds the picture itself; none when the secret does not fit one.
    picture: Option<String>,
    spelled: String,
    address: String,
    code: Field,
}

impl TotpPage {
    /// The page of a secret, as an address and spelled in fours.
    pub fn new(shell: ResidentShell, address: String, spelled: String, error: Option<String>) -> Self {
        let code = code_field(shell.lang, error);
        Self { shell, picture: picture(&address), spelled, address, code }
    }
}

/// The field for a one-time code.
pub(super) fn code_field(lang: Lang, error: Option<String>) -> Field {
    Field {
        kind: FieldKind::Line("text"),
        required: true,
        autocomplete: "one-time-code",
        hint: Some(lang.t("code-hint")),
        error,
        ..Field::line("code", lang.t("code-label"))
    }
}

fn picture(address: &str) -> Option<String> {
    let drawn = QrCode::new(address.as_bytes()).ok()?.render::<svg::Color<'_>>().min_dimensions(SIDE, SIDE).build();
    Some(format!("data:image/svg+xml,{}", utf8_percent_encode(&drawn, NON_ALPHANUMERIC)))
}

impl Samples for TotpPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |error| {
            let address = "otpauth://totp/Xinqiao:lin.xia?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Xinqiao".to_owned();
            Self::new(ResidentShell::signed_in_sample(lang), address, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".to_owned(), error)
        };
        vec![("new", page(None)), ("wrong", page(Some(lang.t("fault-code"))))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_picture_is_in_the_page_and_fetches_nothing() {
        let picture = super::picture("otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQ").unwrap();
        assert!(picture.starts_with("data:image/svg+xml,") && !picture.contains(['<', '"', ' ']));
    }
}
