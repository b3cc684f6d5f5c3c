//! How cookies travel. Handlers know plain names (`xq_session`); over TLS the browser keeps them as `__Host-xq_session` with `Secure`, so that
//! neither a neighbouring site of the same domain nor an unencrypted answer can set or overwrite one.

use axum::extract::{Request, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::site::Site;

/// What every name of this program's cookies begins with.
const OWN: &str = "xq_";
/// What binds a cookie to this host, this path and TLS (RFC 6265bis).
const HOST: &str = "__Host-";

/// Middleware. Without TLS the names stay as they are.
pub(crate) async fn bound_to_host(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    if !site.secure_cookies {
        return next.run(request).await;
    }
    unbind(request.headers_mut());
    let mut response = next.run(request).await;
    bind(response.headers_mut());
    response
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
