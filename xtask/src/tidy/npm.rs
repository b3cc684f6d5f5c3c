//! Packages of npm: exact versions, from no other place than the registry that npm is set to, with a checksum and a licence that may be used.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::tree::{File, Tree};

/// Licences of what is embedded in the program; the last is that of a font with the package around it.
const EMBEDDED: [&str; 8] =
    ["0BSD", "BSD-0-Clause", "MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT AND OFL-1.1"];

/// Licences of what only the tests use and nobody is given.
const TESTS: [&str; 4] = ["MPL-2.0", "Python-2.0", "BlueOak-1.0.0", "WTFPL OR ISC"];

/// Packages of the tests that name a file instead of a licence; somebody has read it (docs/fhir.md).
const READ: [&str; 2] = ["node_modules/fhirpath", "node_modules/@lhncbc/ucum-lhc"];

/// Folder of the tests in a browser.
const TEST_FOLDER: &str = "e2e/";

/// Every fault of manifests and lock files.
pub(super) fn faults(tree: &Tree) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for file in &tree.files {
        match file.path.rsplit('/').next() {
            Some("package.json") => faults.extend(loose(file)?),
            Some("package-lock.json") => faults.extend(foreign(file)?),
            _ => {}
        }
    }
    Ok(faults)
}

fn parsed(file: &File) -> Result<Value> {
    serde_json::from_str(&file.text).with_context(|| format!("{} is not JSON", file.path))
}

/// Versions that are not exact.
fn loose(file: &File) -> Result<Vec<String>> {
    let manifest = parsed(file)?;
    let groups = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
    let named = groups.iter().filter_map(|group| manifest[group].as_object()).flatten();
    let loose = named.filter(|(_, version)| !version.as_str().is_some_and(is_exact));
    Ok(loose
        .map(|(name, version)| file.fault(1, &format!("{name}: expected an exact version such as 1.2.3, found {version}")))
        .collect())
}

fn is_exact(version: &str) -> bool {
    let parts: Vec<&str> = version.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Packages without checksum, from elsewhere, or under a licence that is not on the list.
fn foreign(file: &File) -> Result<Vec<String>> {
    let lock = parsed(file)?;
    let packages = lock["packages"].as_object().with_context(|| format!("{} has no packages", file.path))?;
    let mut faults = Vec::new();
    // the package without a name is the folder itself
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let mut wrong = |what: String| faults.push(file.fault(1, &format!("{name}: {what}")));
        // the lock files name no host: npm asks its own registry, and the checksum holds for any
        if !text("resolved").is_empty() {
            wrong(format!("names where it comes from: {:?}", text("resolved")));
        }
        if !text("integrity").starts_with("sha512-") {
            wrong("has no SHA-512 checksum".to_owned());
        }
        let licence = text("license");
        let for_tests = file.path.starts_with(TEST_FOLDER) && (TESTS.contains(&licence) || READ.contains(&name.as_str()));
        let is_allowed = EMBEDDED.contains(&licence) || for_tests;
        if !is_allowed {
            wrong(format!("the licence {licence:?} is not on the list"));
        }
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> Vec<String> {
        faults(&Tree::of(&[(path, text)])).unwrap()
    }

    #[test]
    fn only_exact_versions_pass() {
        assert!(check("a/package.json", r#"{"dependencies": {"x": "4.0.1"}}"#).is_empty());
        for loose in ["^4.0.1", "~4.0.1", "4.0", "*", "latest", "https://a.example/x.tgz", "4.0.1-rc.1"] {
            let text = format!(r#"{{"devDependencies": {{"x": "{loose}"}}}}"#);
            assert_eq!(check("a/package.json", &text).len(), 1, "{loose}");
        }
    }

    #[test]
    fn a_package_needs_a_checksum_a_licence_of_the_list_and_names_no_place() {
        let lock = |resolved: &str, integrity: &str, licence: &str| {
            let package = format!(r#"{{"resolved": "{resolved}", "integrity": "{integrity}", "license": "{licence}"}}"#);
            format!(r#"{{"packages": {{"": {{}}, "node_modules/x": {package}}}}}"#)
        };
        let good = "";
        assert!(check("web-assets/package-lock.json", &lock(good, "sha512-a", "MIT")).is_empty());
        assert_eq!(check("web-assets/package-lock.json", &lock("https://a.example/x.tgz", "sha512-a", "MIT")).len(), 1);
        assert_eq!(check("web-assets/package-lock.json", &lock(good, "sha1-a", "MIT")).len(), 1);
        assert_eq!(check("web-assets/package-lock.json", &lock(good, "sha512-a", "MPL-2.0")).len(), 1);
        assert!(check("e2e/package-lock.json", &lock(good, "sha512-a", "MPL-2.0")).is_empty());
        assert_eq!(check("e2e/package-lock.json", &lock(good, "sha512-a", "GPL-3.0")).len(), 1);
        let read = lock(good, "sha512-a", "SEE LICENSE in LICENSE.md");
        assert_eq!(check("e2e/package-lock.json", &read).len(), 1);
        assert!(check("e2e/package-lock.json", &read.replace("node_modules/x", "node_modules/fhirpath")).is_empty());
        assert_eq!(check("web-assets/package-lock.json", &read.replace("node_modules/x", "node_modules/fhirpath")).len(), 1);
    }
}
