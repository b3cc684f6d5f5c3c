//! The built assets, embedded: hashed names, so that browsers may keep them for a year.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::links;

#[derive(rust_embed::Embed)]
#[folder = "assets/dist/"]
struct Dist;

static MANIFEST: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let file = Dist::get("manifest.json");
    let names = file.and_then(|file| serde_json::from_slice(&file.data).ok());
    names.unwrap_or_else(|| {
        tracing::error!("the manifest of the assets cannot be read");
        BTreeMap::new()
    })
});

/// The hashed name of an asset; a name that is not in the manifest stays as it is and is answered with 404.
pub fn hashed(name: &str) -> String {
    MANIFEST.get(name).map_or_else(|| name.to_owned(), Clone::clone)
}

/// The bytes of an asset by its hashed name.
pub fn bytes(file: &str) -> Option<std::borrow::Cow<'static, [u8]>> {
    if file == "manifest.json" {
        return None;
    }
    Dist::get(file).map(|file| file.data)
}

/// Hashed names of all assets.
pub fn files() -> impl Iterator<Item = &'static str> {
    MANIFEST.values().map(String::as_str)
}

/// Answers the assets. Compression is the outer layer's business.
pub fn static_routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route(links::pattern::ASSET_FILE, get(asset_file))
}

async fn asset_file(Path(file): Path<String>) -> Response {
    let Some(bytes) = bytes(&file) else { return StatusCode::NOT_FOUND.into_response() };
    let kind = match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_that_the_shells_name_was_built() {
        for name in ["resident.css", "resident.js", "noscript.css", "staff.css", "staff.js", "htmx.js"] {
            let file = hashed(name);
            assert_ne!(file, name, "{name} has no hashed name");
            assert!(bytes(&file).is_some_and(|bytes| !bytes.is_empty()), "{name} is empty");
        }
    }

    #[tokio::test]
    async fn assets_are_kept_for_a_year_and_unknown_names_are_not_found() {
        let known = asset_file(Path(hashed("resident.css"))).await;
        assert_eq!(known.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(known.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert_eq!(asset_file(Path("nothing.css".to_owned())).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(asset_file(Path("manifest.json".to_owned())).await.status(), StatusCode::NOT_FOUND);
    }
}
