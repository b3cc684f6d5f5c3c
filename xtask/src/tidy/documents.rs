//! Paths and links in documents lead somewhere.

use std::path::Path;

use crate::tree::{File, Tree};

/// Top-level names that make a word in backticks a path of this project.
const ROOTS: [&str; 9] = ["crates", "docs", "packs", "data", "e2e", "bench", "xtask", "web-assets", "scripts"];

/// Files at the top that a document may name.
const TOP: [&str; 6] = ["Makefile", "Cargo.toml", "Cargo.lock", "clippy.toml", "LICENSE", ".ci/run"];

/// All faults of this kind.
pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let documents = tree.files.iter().filter(|file| {
        file.ending() == "md" && (!file.path.contains('/') || file.path.starts_with("docs/") || file.path.starts_with("packs/"))
    });
    documents.flat_map(|file| faults_of(&tree.root, file)).collect()
}

fn faults_of(root: &Path, file: &File) -> Vec<String> {
    let mut faults = Vec::new();
    let mut in_block = false;
    for (at, line) in file.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
            continue;
        }
        if in_block {
            continue;
        }
        let missing_path = paths(line).into_iter().filter(|path| !root.join(path).exists());
        faults.extend(missing_path.map(|path| file.fault(at + 1, &format!("`{path}` does not exist"))));
        let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
        let missing_link = links(line).filter(|link| !root.join(folder).join(link).exists());
        faults.extend(missing_link.map(|link| file.fault(at + 1, &format!("the link to `{link}` leads nowhere"))));
    }
    faults
}

/// What stands in backticks and looks like a path of this project, `{a,b}` written out.
fn paths(line: &str) -> Vec<String> {
    let words = line.split('`').skip(1).step_by(2);
    words.flat_map(alternatives).filter(|word| is_path(word)).collect()
}

fn alternatives(word: &str) -> Vec<String> {
    let Some((before, rest)) = word.split_once('{') else {
        return vec![word.to_owned()];
    };
    let Some((inside, after)) = rest.split_once('}') else {
        return vec![word.to_owned()];
    };
    inside.split(',').flat_map(|choice| alternatives(&format!("{before}{choice}{after}"))).collect()
}

fn is_path(word: &str) -> bool {
    let is_plain = word.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-/".contains(letter));
    let is_below_root = word.split_once('/').is_some_and(|(first, _)| ROOTS.contains(&first));
    is_plain && !word.contains("...") && (is_below_root || TOP.contains(&word))
}

/// The targets of links to files beside the document.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', ' ', '#']).next()?;
        let is_local = !target.is_empty() && !target.contains(':') && !target.contains('`');
        is_local.then_some(target)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_backticks_below_a_known_folder_are_paths() {
        assert_eq!(
            paths("see `crates/store/src` and `docs/{api,scale}.md`"),
            ["crates/store/src", "docs/api.md", "docs/scale.md"]
        );
        assert!(paths("`cargo run` writes `crates/<name>/src`, `text/html` and `a/b`").is_empty());
    }

    #[test]
    fn links_to_files_are_followed_and_addresses_are_not() {
        let found: Vec<&str> = links("[a](docs/packs.md#top), [b](https://example.org), [c](#here)").collect();
        assert_eq!(found, ["docs/packs.md"]);
    }

    #[test]
    fn a_path_that_is_not_there_is_a_fault() {
        let tree = Tree::of(&[("README.md", "`crates/none`\n```text\n`crates/none`\n```\n[x](none.md)\n")]);
        let faults = faults(&tree);
        assert_eq!(faults, ["README.md:1: `crates/none` does not exist", "README.md:5: the link to `none.md` leads nowhere"]);
    }
}
