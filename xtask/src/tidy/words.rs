//! Words that must not be committed: hosts of package registries and places on one person's machine.

use crate::text::{line_at, positions};
use crate::tree::Tree;

/// Packages are named, never the place that they come from: that is set up on each machine.
const HOSTS: [&str; 9] = [
    "crates.io",
    "registry.npmjs",
    "npmmirror.com",
    "registry.yarnpkg",
    "pypi.org",
    "pythonhosted.org",
    "deb.debian.org",
    "security.debian.org",
    "proxy.golang.org",
];

/// Folders that exist on one machine only.
const PLACES: [&str; 4] = ["/work/", "/root/", "/home/", "/Users/"];

/// The list itself, and the lock file whose format names its registry.
const EXEMPT: [&str; 2] = ["xtask/src/tidy/words.rs", "Cargo.lock"];

/// All faults of this kind.
pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| !EXEMPT.contains(&file.path.as_str())) {
        for host in HOSTS {
            let found = positions(&file.text, host);
            faults.extend(found.map(|at| file.fault(line_at(&file.text, at), &format!("names the registry {host}"))));
        }
        for place in PLACES {
            let found = positions(&file.text, place).filter(|at| starts_path(&file.text, *at));
            let message = format!("names a place on one machine ({place}…)");
            faults.extend(found.map(|at| file.fault(line_at(&file.text, at), &message)));
        }
    }
    faults
}

/// Whether an absolute path starts at a position: `docs/work/` and `{{ link }}/home/` are none.
fn starts_path(text: &str, position: usize) -> bool {
    let before = text[..position].chars().next_back();
    before.is_none_or(|before| before.is_whitespace() || "\"'`(=:,[".contains(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_and_private_places_are_faults() {
        let check = |text: &str, count| assert_eq!(faults(&Tree::of(&[("a.md", text)])).len(), count, "{text}");
        check("from https://registry.npmjs.org/x", 1);
        check("see /root/notes and `/home/me/x`", 2);
        check("frameworks/work/ and a/home/b", 0);
    }
}
