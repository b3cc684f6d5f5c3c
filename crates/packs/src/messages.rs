//! Who is told by which way, and in which words: `messages/<id>/rules.toml` with `text.<language>.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_notices::{Language, Rules, RulesToml, TextsToml};

use crate::fault::{PackFault, parse};

const FILE: &str = "rules.toml";

/// Reads a pack `messages/<id>`. A pack with a fault gives no rules.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Rules>, Vec<PackFault>) {
    let names: Vec<(Language, String)> =
        Language::ALL.iter().map(|language| (*language, format!("text.{language}.toml"))).collect();
    let is_known = |name: &String| name == FILE || names.iter().any(|(_, known)| known == name);
    let mut faults: Vec<PackFault> = files
        .keys()
        .filter(|name| !is_known(name))
        .map(|stranger| {
            PackFault::new(pack, stranger, "", "rules.toml, text.zh-CN.toml, text.en.toml and no other", "a file of another name")
        })
        .collect();
    let mut raw = None;
    match files.get(FILE).map(|bytes| parse::<RulesToml>(pack, FILE, bytes)) {
        Some(Ok(rules)) => raw = Some(rules),
        Some(Err(fault)) => faults.push(fault),
        None => faults.push(PackFault::new(pack, FILE, "", "this file", "nothing")),
    }
    let mut texts = BTreeMap::new();
    for (language, name) in &names {
        match files.get(name).map(|bytes| parse::<TextsToml>(pack, name, bytes)) {
            Some(Ok(read)) => drop(texts.insert(*language, read)),
            Some(Err(fault)) => faults.push(fault),
            None => faults.push(PackFault::new(pack, name, "", "this file", "nothing")),
        }
    }
    let Some(raw) = raw else { return (None, faults) };
    if raw.id != id {
        faults.push(PackFault::new(pack, FILE, "id", format!("the name of the folder, {id}"), raw.id.clone()));
    }
    // a text that cannot be read is told once, as what it is
    if texts.len() < names.len() {
        return (None, faults);
    }
    match Rules::compile(&raw, &texts) {
        Ok(rules) if faults.is_empty() => (Some(rules), faults),
        Ok(_) => (None, faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| {
                // the crate knows languages, the reader of a fault looks for a file
                let (file, key) = match fault.key.split_once(": ") {
                    Some((language, key)) => (format!("text.{language}.toml"), key.to_owned()),
                    None => (FILE.to_owned(), fault.key),
                };
                PackFault::new(pack, &file, key, fault.expected, fault.found)
            }));
            (None, faults)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::files::PackFiles;

    use super::*;

    /// Faults of the shipped pack after a change of one file; none: the file is gone.
    fn faults(file: &str, change: impl FnOnce(&str) -> Option<String>) -> Vec<String> {
        let mut files = PackFiles::embedded().packs.remove("messages/default").unwrap();
        let text = String::from_utf8(files[file].to_vec()).unwrap();
        match change(&text) {
            Some(text) => drop(files.insert(file.to_owned(), Cow::Owned(text.into_bytes()))),
            None => drop(files.remove(file)),
        }
        let (rules, faults) = load("messages/default", "default", &files);
        assert_eq!(rules.is_none(), !faults.is_empty());
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_fault_names_the_file_in_which_it_stands() {
        let told = faults("text.en.toml", |text| Some(text.replace("One task waits. Please sign in soon.", "A red warning")));
        let expected = "no word of forbidden.words: whoever sees the letter must not learn what it is about";
        assert_eq!(told, [format!("messages/default/text.en.toml work.sms.open: expected {expected}, found warning*")]);
        let strange = faults("rules.toml", |text| Some(text.replacen("most_per_day = 12", "most_per_day = 0", 1)));
        assert_eq!(strange.len(), 1);
        assert!(strange[0].starts_with("messages/default/rules.toml limits.most_per_day: expected"), "{strange:?}");
    }

    #[test]
    fn a_missing_file_and_an_unreadable_one_are_named() {
        assert_eq!(faults("text.en.toml", |_| None), ["messages/default/text.en.toml: expected this file, found nothing"]);
        assert_eq!(faults("rules.toml", |_| None), ["messages/default/rules.toml: expected this file, found nothing"]);
        let broken = faults("text.zh-CN.toml", |text| Some(text.replace("[work.sms]", "[work.fax]")));
        assert!(broken.len() == 1 && broken[0].contains("work.fax"), "{broken:?}");
        assert!(
            faults("rules.toml", |text| Some(text.replace("id = \"default\"", "id = \"other\"")))[0]
                .contains("the name of the folder")
        );
    }
}
