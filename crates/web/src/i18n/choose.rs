//! Which language a visitor reads: asked for in the address, kept in a cookie, preferred by the browser, or the original.

use super::Lang;

/// Name of the cookie that keeps the chosen language.
pub const LANGUAGE_COOKIE: &str = "xq_lang";

/// The language for `?lang=`, the cookie and `Accept-Language`, in this order.
pub fn choose(query: Option<&str>, cookie: Option<&str>, accept_language: Option<&str>) -> Lang {
    query.and_then(named).or_else(|| cookie.and_then(named)).or_else(|| accept_language.and_then(preferred)).unwrap_or(Lang::ZhCn)
}

fn named(tag: &str) -> Option<Lang> {
    let main = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    match main.as_str() {
        "zh" => Some(Lang::ZhCn),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The known language with the highest weight; the first of equals.
fn preferred(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for range in header.split(',') {
        let mut parts = range.split(';');
        let Some(lang) = parts.next().and_then(named) else { continue };
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if 0.0 < weight && best.is_none_or(|(highest, _)| highest < weight) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}
