//! The forms of a page, filled in as a hasty user would, and the links that lead on.

/// A form that posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub action: String,
    pub has_file: bool,
    pub fields: Vec<(String, String)>,
}

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[at..].split('"').next()
}

fn unescaped(text: &str) -> String {
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

/// Every form of the page that posts. Where there is a choice, the `turn`-th is taken.
pub fn forms(html: &str, turn: usize) -> Vec<Form> {
    let mut all = Vec::new();
    for part in html.split("<form").skip(1) {
        let body = part.split("</form>").next().unwrap();
        let head = body.split('>').next().unwrap();
        if attribute(head, "method").is_some_and(|method| method.eq_ignore_ascii_case("post")) {
            let action = unescaped(attribute(head, "action").unwrap_or_default());
            all.push(Form { action, has_file: body.contains("type=\"file\""), fields: filled(body, turn) });
        }
    }
    all
}

fn filled(body: &str, turn: usize) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut radios: Vec<(String, Vec<String>)> = Vec::new();
    for part in body.split('<').skip(1) {
        let tag = part.split('>').next().unwrap();
        let Some(name) = attribute(tag, "name") else { continue };
        let value = unescaped(attribute(tag, "value").unwrap_or_default());
        match (part.split_whitespace().next().unwrap(), attribute(tag, "type").unwrap_or("text")) {
            ("input", "file") => {}
            ("input", "radio") => match radios.iter_mut().find(|(known, _)| known == name) {
                Some((_, values)) => values.push(value),
                None => radios.push((name.to_owned(), vec![value])),
            },
            ("input", "date") if value.is_empty() => fields.push((name.to_owned(), "2026-11-22".to_owned())),
            ("input", "tel") if value.is_empty() => fields.push((name.to_owned(), "13800000000".to_owned())),
            ("input", "text" | "search") if value.is_empty() => fields.push((name.to_owned(), "测试".to_owned())),
            ("input" | "button", _) => fields.push((name.to_owned(), value)),
            ("textarea", _) => fields.push((name.to_owned(), "写下的说明".to_owned())),
            ("select", _) => {
                let inside = body[body.find(tag).unwrap()..].split("</select>").next().unwrap();
                let options: Vec<&str> =
                    inside.split("<option").skip(1).filter_map(|option| attribute(option, "value")).collect();
                let options: Vec<&str> = options.into_iter().filter(|value| !value.is_empty()).collect();
                // what may stay empty does every other time
                let empty = options.is_empty() || (!tag.contains("required") && turn.is_multiple_of(2));
                let chosen = if empty { "" } else { options[turn % options.len()] };
                fields.push((name.to_owned(), unescaped(chosen)));
            }
            _ => {}
        }
    }
    fields.extend(radios.into_iter().map(|(name, values)| (name, values[turn % values.len()].clone())));
    fields
}

/// Addresses of this site that the page links to.
pub fn links(html: &str) -> Vec<String> {
    html.split(" href=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .filter(|to| to.starts_with('/'))
        .map(unescaped)
        .collect()
}
