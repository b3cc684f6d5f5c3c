//! How cookies travel. Handlers know plain names (`xq_session`); over TLS the browser keeps them as `__Host-xq_session` with `Secure`, so that
//! neither a neighbouring site of the same domain nor an unencrypted answer can set or overwrite one. Cookies that hold answers are sealed with
//! the program's keys and open under their own name only.

use axum::extract::{Request, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use xinqiao_vault::{Class, Field, Vault, VaultError};

use crate::site::Site;

/// What every name of this program's cookies begins with.
const OWN: &str = "xq_";
/// What binds a cookie to this host, this path and TLS (RFC 6265bis).
const HOST: &str = "__Host-";

/// Beginnings of the names of cookies that hold answers.
const SEALED: [&str; 3] = ["xq_draft_", "xq_asked_", "xq_done"];
/// Handlers find it where answers came that cannot be opened.
pub(crate) const LOST_COOKIE: &str = "xq_lost";
const VALUE: Field = Field::new("cookie", "value");

/// Middleware. Without TLS the names stay as they are.
pub(crate) async fn bound_to_host(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let vault = site.app.db().vault();
    if site.secure_cookies {
        unbind(request.headers_mut());
    }
    unseal(request.headers_mut(), &vault);
    let mut response = next.run(request).await;
    if let Err(fault) = seal(response.headers_mut(), &vault) {
        tracing::error!(error = %fault, "a cookie could not be sealed");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    if site.secure_cookies {
        bind(response.headers_mut());
    }
    response
}

fn is_sealed(name: &str) -> bool {
    SEALED.iter().any(|beginning| name.starts_with(beginning))
}

/// Opens what holds answers; what does not open is left out, and told to the handler.
fn unseal(headers: &mut HeaderMap, vault: &Vault) {
    let told: Vec<HeaderValue> = headers.get_all(COOKIE).iter().cloned().collect();
    if !told.iter().any(|value| value.to_str().is_ok_and(|text| SEALED.iter().any(|name| text.contains(name)))) {
        return;
    }
    headers.remove(COOKIE);
    for value in told {
        let Ok(text) = value.to_str() else { continue };
        let opened = text.split(';').map(str::trim).map(|pair| match pair.split_once('=').filter(|(name, _)| is_sealed(name)) {
            Some((name, value)) => {
                open(vault, name, value).map_or_else(|| format!("{LOST_COOKIE}=1"), |plain| format!("{name}={plain}"))
            }
            None => pair.to_owned(),
        });
        if let Ok(value) = HeaderValue::from_str(&opened.collect::<Vec<_>>().join("; ")) {
            headers.append(COOKIE, value);
        }
    }
}

fn open(vault: &Vault, name: &str, value: &str) -> Option<String> {
    let digits = value.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
    let sealed: Vec<u8> = digits.collect::<Option<_>>().filter(|_| value.len().is_multiple_of(2))?;
    let plain = vault.open_text(Class::File, &VALUE.of_key(&[name.as_bytes()]), &sealed).ok()?;
    // what was sealed here holds nothing that ends a cookie
    (!plain.contains([';', '\r', '\n'])).then_some(plain)
}

/// Seals what holds answers; a cookie that is taken back stays empty.
fn seal(headers: &mut HeaderMap, vault: &Vault) -> Result<(), VaultError> {
    if !headers.get_all(SET_COOKIE).iter().any(|value| value.to_str().is_ok_and(is_sealed)) {
        return Ok(());
    }
    let set: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for value in set {
        let parts = value.to_str().ok().and_then(|text| text.split_once('=')).filter(|(name, _)| is_sealed(name));
        let sealed = match parts.and_then(|(name, rest)| Some((name, rest.split_once(';')?))) {
            Some((name, (plain, rules))) if !plain.is_empty() => {
                let sealed = vault.seal(Class::File, &VALUE.of_key(&[name.as_bytes()]), plain.as_bytes())?;
                HeaderValue::from_str(&format!("{name}={};{rules}", hex(&sealed))).ok()
            }
            _ => None,
        };
        headers.append(SET_COOKIE, sealed.unwrap_or(value));
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Gives handlers the plain names, and takes away plain ones that somebody else set.
fn unbind(headers: &mut HeaderMap) {
    let told: Vec<HeaderValue> = headers.get_all(COOKIE).iter().cloned().collect();
    headers.remove(COOKIE);
    for value in told {
        let Ok(text) = value.to_str() else { continue };
        let kept = text.split(';').map(str::trim).filter(|pair| !pair.starts_with(OWN));
        let kept: Vec<&str> = kept.map(|pair| pair.strip_prefix(HOST).unwrap_or(pair)).collect();
        if let Ok(value) = HeaderValue::from_str(&kept.join("; ")) {
            headers.append(COOKIE, value);
        }
    }
}

fn bind(headers: &mut HeaderMap) {
    let set: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for value in set {
        let bound = value.to_str().ok().filter(|text| text.starts_with(OWN)).map(|text| {
            let secure = if text.split(';').any(|part| part.trim().eq_ignore_ascii_case("secure")) { "" } else { "; Secure" };
            format!("{HOST}{text}{secure}")
        });
        let value = bound.and_then(|text| HeaderValue::from_str(&text).ok()).unwrap_or(value);
        headers.append(SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(headers: &HeaderMap, name: axum::http::HeaderName) -> Vec<&str> {
        headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
    }

    #[test]
    fn a_cookie_is_bound_to_the_host_and_read_again_under_its_plain_name() {
        let mut answer = HeaderMap::new();
        answer.append(SET_COOKIE, HeaderValue::from_static("xq_session=abc; Max-Age=10; Path=/; SameSite=Lax; HttpOnly"));
        answer.append(SET_COOKIE, HeaderValue::from_static("xq_lang=en; Path=/; Secure"));
        bind(&mut answer);
        let set = all(&answer, SET_COOKIE);
        assert_eq!(set[0], "__Host-xq_session=abc; Max-Age=10; Path=/; SameSite=Lax; HttpOnly; Secure");
        assert_eq!(set[1], "__Host-xq_lang=en; Path=/; Secure");

        let mut request = HeaderMap::new();
        request.append(COOKIE, HeaderValue::from_static("__Host-xq_session=abc; other=1"));
        unbind(&mut request);
        assert_eq!(all(&request, COOKIE), ["xq_session=abc; other=1"]);
    }

    #[test]
    fn a_plain_cookie_that_a_neighbour_set_is_not_believed() {
        let mut request = HeaderMap::new();
        request.append(COOKIE, HeaderValue::from_static("xq_session=planted; __Host-xq_lang=en"));
        request.append(COOKIE, HeaderValue::from_static("xq_done=planted"));
        unbind(&mut request);
        assert_eq!(all(&request, COOKIE), ["xq_lang=en", ""]);
    }
}
