//! The lock: as long as a browser is one that was handed over, it opens its campaign and the way back.

use axum::extract::Request;
use axum::http::header::COOKIE;
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::CookieJar;

use crate::links;
use crate::page::go;
use crate::visitor::KIOSK_COOKIE;

/// Middleware: whatever else a device that was handed over asks for leads to its own page.
pub async fn locked(request: Request, next: Next) -> Response {
    let has_cookies = request.headers().contains_key(COOKIE);
    if has_cookies {
        let cookies = CookieJar::from_headers(request.headers());
        if let Some(device) = cookies.get(KIOSK_COOKIE)
            && !is_open(device.value(), request.uri().path())
        {
            return go(&links::kiosk());
        }
    }
    next.run(request).await
}

/// The page of the device, its campaign, company where an answer asks for it, type size.
fn is_open(device: &str, path: &str) -> bool {
    let campaign = device
        .split_once('.')
        .and_then(|(_, id)| id.parse().ok())
        .map(|id: xinqiao_kernel::id::CampaignId| links::campaign_asked(id));
    let below = |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let own = campaign.is_some_and(|campaign| below(&campaign));
    own || below(&links::kiosk())
        || [links::campaign_declined(), links::accompany(), links::large(true), links::large(false)].iter().any(|one| one == path)
}

#[cfg(test)]
mod tests {
    use super::is_open;

    const DEVICE: &str = "aa.01a2006e-a11f-722e-a2a4-cbc327f169cb";

    #[test]
    fn a_device_opens_its_campaign_and_nothing_else() {
        for path in [
            "/kiosk",
            "/kiosk/end",
            "/campaigns/01a2006e-a11f-722e-a2a4-cbc327f169cb",
            "/campaigns/01a2006e-a11f-722e-a2a4-cbc327f169cb/questions/3",
            "/campaigns/declined",
            "/with-you",
        ] {
            assert!(is_open(DEVICE, path), "{path}");
        }
        for path in [
            "/",
            "/me",
            "/me/records",
            "/login",
            "/desk",
            "/result",
            "/self-tests",
            "/kiosks",
            "/campaigns/01a2006e-a11f-722e-a2a4-cbc327f169cc",
            "/campaigns/01a2006e-a11f-722e-a2a4-cbc327f169cb0",
        ] {
            assert!(!is_open(DEVICE, path), "{path}");
            assert!(!is_open("nonsense", path), "{path}");
        }
    }
}
