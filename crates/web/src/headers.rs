//! Response headers of every page: a strict content security policy, no sniffing, no referrer, nothing kept in caches.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::site::Site;

/// Scripts, styles and connections come from here only; nothing is inline, nothing is evaluated, nobody frames the pages.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PERMISSIONS: &str = "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=()";

/// A browser that has been here over TLS comes back over TLS only, for a year (RFC 6797).
const TLS_ONLY: &str = "max-age=31536000";

/// Middleware that puts the headers on each answer. A `Cache-Control` that the handler chose stays.
pub(crate) async fn secure(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    put(response.headers_mut(), site.secure_cookies);
    response
}

fn put(headers: &mut HeaderMap, is_tls: bool) {
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // the page that follows the movement of a phone says so itself
    if !headers.contains_key("permissions-policy") {
        headers.insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS));
    }
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    if is_tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline_and_nothing_evaluated_is_allowed() {
        assert!(!POLICY.contains("unsafe"));
        assert!(POLICY.contains("frame-ancestors 'none'"));
    }

    #[test]
    fn pages_are_not_stored_but_assets_keep_their_own_rule() {
        let mut page = HeaderMap::new();
        put(&mut page, false);
        assert_eq!(page[CACHE_CONTROL], "no-store");
        let mut asset = HeaderMap::new();
        asset.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        put(&mut asset, false);
        assert_eq!(asset[CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(asset[X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
}
