//! Templates: links from `links`, no script, style or handler in the page (the content security policy forbids them).

use crate::text::{line_at, positions, without, word_before};
use crate::tree::{File, Tree};

/// Attributes that hold an address; the address comes from a function of `links`.
const ADDRESSES: [&str; 8] = ["href", "action", "src", "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"];

/// All faults of this kind.
pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    tree.below("crates/", &["html"]).flat_map(faults_of).collect()
}

fn faults_of(file: &File) -> Vec<String> {
    let text = without(&file.text, "{#", "#}");
    let mut faults = Vec::new();
    for name in ADDRESSES {
        for quote in ["\"", "'"] {
            for position in positions(&text, &format!("{name}={quote}/")) {
                let message = format!("a literal address in `{name}`: take it from `links`");
                faults.push(file.fault(line_at(&text, position), &message));
            }
        }
    }
    let bare = without(&without(&text, "{{", "}}"), "{%", "%}");
    faults.extend(
        scripts(&bare).map(|position| file.fault(line_at(&bare, position), "a script in the page: move it to web-assets")),
    );
    faults.extend(attributes(&bare).into_iter().filter_map(|(position, name)| {
        let line = line_at(&bare, position);
        match name {
            "style" => Some(file.fault(line, "a style in the page: use a class")),
            _ if name.starts_with("hx-on") || is_handler(name) => {
                Some(file.fault(line, &format!("a handler in the page (`{name}`): move it to web-assets")))
            }
            _ => None,
        }
    }));
    faults
}

fn is_handler(name: &str) -> bool {
    name.strip_prefix("on").is_some_and(|event| !event.is_empty() && event.chars().all(|letter| letter.is_ascii_lowercase()))
}

/// Positions of `<script>` and `<style>` elements with content.
fn scripts(text: &str) -> impl Iterator<Item = usize> {
    ["script", "style"].into_iter().flat_map(move |element| {
        let close = format!("</{element}>");
        positions_of(text, &format!("<{element}")).into_iter().filter(move |position| {
            let Some(start) = text[*position..].find('>').map(|at| position + at + 1) else {
                return false;
            };
            let end = text[start..].find(&close).map_or(text.len(), |at| start + at);
            !text[start..end].trim().is_empty()
        })
    })
}

fn positions_of(text: &str, needle: &str) -> Vec<usize> {
    positions(text, needle).collect()
}

/// Every attribute with a value inside a tag: its position and name.
fn attributes(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices('<') {
        let end = text[start..].find('>').map_or(text.len(), |at| start + at);
        let tag = &text[start..end];
        for sign in positions(tag, "=") {
            let name_at = tag[..sign].rfind(|letter: char| letter.is_whitespace() || letter == '"' || letter == '\'');
            if let Some(at) = name_at
                && !word_before(tag, at + 1)
            {
                found.push((start + at + 1, &tag[at + 1..sign]));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, count: usize) {
        let faults = faults(&Tree::of(&[("crates/web/src/page.html", html)]));
        assert_eq!(faults.len(), count, "{html}: {faults:?}");
    }

    #[test]
    fn addresses_come_from_links() {
        check(r#"<a href="{{ links::home() }}">"#, 0);
        check(r#"<a href="/login">"#, 1);
        check(r#"<form method="post" action='/out'>"#, 1);
        check(r##"<a href="#main">"##, 0);
        check(r#"{# <a href="/login"> #}"#, 0);
    }

    #[test]
    fn pages_hold_no_script_style_or_handler() {
        check(r#"<script src="{{ asset }}" defer></script>"#, 0);
        check("<script>alert(1)</script>", 1);
        check(r#"<p style="color: red">"#, 1);
        check(r#"<button onclick="go()">"#, 1);
        check(r#"<button hx-on:click="go()">"#, 1);
        check(r#"<p data-on="1" data-style="2" class="on">on = off, style="x"</p>"#, 0);
        check(r#"{% if one == other %}<p>{% endif %}"#, 0);
    }
}
