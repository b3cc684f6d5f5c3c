//! The layers of ARCHITECTURE.md, compared with what the manifests say.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::tree::Tree;

/// Every crate with its layer. A crate may use crates of lower layers only.
const LAYERS: &[(&str, u8)] = &[
    ("xinqiao-kernel", 0),
    ("xinqiao-psychometrics", 1),
    ("xinqiao-irt", 1),
    ("xinqiao-warnings", 1),
    ("xinqiao-access", 1),
    ("xinqiao-consent", 1),
    ("xinqiao-duties", 1),
    ("xinqiao-names", 1),
    ("xinqiao-vault", 1),
    ("xinqiao-audit", 1),
    ("xinqiao-indicators", 1),
    ("xinqiao-factor", 1),
    ("xinqiao-signin", 1),
    ("xinqiao-risk", 1),
    ("xinqiao-text", 1),
    ("xinqiao-cases", 1),
    ("xinqiao-devices", 1),
    ("xinqiao-campaigns", 1),
    ("xinqiao-referrals", 1),
    ("xinqiao-disputes", 1),
    ("xinqiao-notices", 1),
    ("xinqiao-store", 2),
    ("xinqiao-packs", 2),
    ("xinqiao-fhir", 2),
    ("xinqiao-tables", 2),
    ("xinqiao-reports", 2),
    ("xinqiao-egress", 2),
    ("xinqiao-identity", 2),
    ("xinqiao-couriers", 2),
    ("xinqiao-app", 3),
    ("xinqiao-web", 4),
    ("xinqiao-demo", 4),
    ("xinqiao-cli", 5),
];

/// The arrows within a layer: whoever speaks HTTP to the outside does it through the one way out.
const OUTWARD: [(&str, &str); 2] = [("xinqiao-identity", "xinqiao-egress"), ("xinqiao-couriers", "xinqiao-egress")];

/// Support for tests: a development dependency of everybody, never more.
const TESTKIT: &str = "xinqiao-testkit";

/// Tools that stand beside the layers.
const OUTSIDE: [&str; 4] = [TESTKIT, "xtask", "xinqiao-bench", "xinqiao-fuzz"];

/// The only crate that names a database driver, and the drivers' names.
const STORE: &str = "xinqiao-store";
const DRIVERS: [&str; 5] = ["sqlx", "sqlx-core", "rusqlite", "libsqlite3-sys", "tokio-postgres"];

/// Crates that rules must not use: time, chance, files, networks and databases are for higher layers.
const IMPURE: [&str; 6] = ["tokio", "tempfile", "axum", "hyper", "reqwest", "tracing-subscriber"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Normal,
    Development,
}

#[derive(Debug)]
struct Edge {
    from: String,
    to: String,
    kind: Kind,
}

/// Edges that point upwards or sideways, drivers outside the store, input and output below layer 2.
pub(crate) fn faults(root: &Path) -> Result<Vec<String>> {
    let metadata = metadata(root)?;
    let packages = metadata["packages"].as_array().context("packages in cargo's metadata")?;
    let mut faults = Vec::new();
    for name in packages.iter().filter_map(|package| package["name"].as_str()) {
        if layer(name).is_none() && !OUTSIDE.contains(&name) {
            faults.push(format!("{name}: has no layer: give it one in xtask/src/tidy/layers.rs and in ARCHITECTURE.md"));
        }
    }
    faults.extend(packages.iter().flat_map(edges).filter_map(|edge| fault(&edge)));
    Ok(faults)
}

/// Manifests that do not inherit the lints of the workspace.
pub(crate) fn lints_faults(tree: &Tree) -> Vec<String> {
    let manifests = tree.files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    manifests
        .filter(|file| {
            let mut lines = file.text.lines().map(str::trim).filter(|line| !line.is_empty());
            !(lines.any(|line| line == "[lints]") && lines.next() == Some("workspace = true"))
        })
        .map(|file| file.fault(1, "does not inherit the lints of the workspace"))
        .collect()
}

fn metadata(root: &Path) -> Result<Value> {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("run cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn edges(package: &Value) -> Vec<Edge> {
    let from = package["name"].as_str().unwrap_or_default();
    let dependencies = package["dependencies"].as_array().map_or(&[][..], Vec::as_slice);
    dependencies
        .iter()
        .map(|dependency| Edge {
            from: from.to_owned(),
            to: dependency["name"].as_str().unwrap_or_default().to_owned(),
            kind: if dependency["kind"] == "dev" { Kind::Development } else { Kind::Normal },
        })
        .collect()
}

fn layer(name: &str) -> Option<u8> {
    LAYERS.iter().find(|(crate_name, _)| *crate_name == name).map(|(_, layer)| *layer)
}

fn fault(edge: &Edge) -> Option<String> {
    let Edge { from, to, kind } = edge;
    if DRIVERS.contains(&to.as_str()) && from != STORE {
        return Some(format!("{from}: names the driver {to}: only {STORE} may"));
    }
    if from == TESTKIT && layer(to).is_some() {
        return Some(format!("{from}: uses {to}: support for tests knows no crate of the program"));
    }
    let from_layer = layer(from)?;
    if OUTSIDE.contains(&to.as_str()) {
        let is_support = to == TESTKIT && *kind == Kind::Development;
        return (!is_support).then(|| format!("{from}: uses {to}, which stands outside the program"));
    }
    if from_layer < 2 && *kind == Kind::Normal && IMPURE.contains(&to.as_str()) {
        return Some(format!("{from}: uses {to}: layer {from_layer} has no input and output"));
    }
    let to_layer = layer(to)?;
    (from_layer <= to_layer && !OUTWARD.contains(&(from.as_str(), to.as_str())))
        .then(|| format!("{from} (layer {from_layer}): uses {to} (layer {to_layer}): an arrow points downwards"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, kind: Kind, is_allowed: bool) {
        let edge = Edge { from: from.to_owned(), to: to.to_owned(), kind };
        let fault = fault(&edge);
        assert_eq!(fault.is_none(), is_allowed, "{edge:?}: {fault:?}");
    }

    #[test]
    fn arrows_point_downwards_in_tests_too() {
        check("xinqiao-store", "xinqiao-warnings", Kind::Normal, true);
        check("xinqiao-warnings", "xinqiao-psychometrics", Kind::Normal, false);
        check("xinqiao-packs", "xinqiao-store", Kind::Normal, false);
        check("xinqiao-demo", "xinqiao-web", Kind::Normal, false);
        check("xinqiao-kernel", "xinqiao-access", Kind::Development, false);
    }

    #[test]
    fn within_a_layer_arrows_lead_to_the_one_way_out() {
        check("xinqiao-identity", "xinqiao-egress", Kind::Normal, true);
        check("xinqiao-couriers", "xinqiao-egress", Kind::Normal, true);
        check("xinqiao-egress", "xinqiao-identity", Kind::Normal, false);
        check("xinqiao-identity", "xinqiao-store", Kind::Normal, false);
        check("xinqiao-packs", "xinqiao-egress", Kind::Normal, false);
    }

    #[test]
    fn support_for_tests_is_a_development_dependency_only() {
        check("xinqiao-store", TESTKIT, Kind::Development, true);
        check("xinqiao-store", TESTKIT, Kind::Normal, false);
        check("xtask", TESTKIT, Kind::Normal, true);
        check(TESTKIT, "xinqiao-store", Kind::Normal, false);
    }

    #[test]
    fn only_the_store_names_a_driver() {
        check(STORE, "sqlx", Kind::Normal, true);
        check("xinqiao-app", "sqlx", Kind::Normal, false);
        check("xinqiao-bench", "sqlx", Kind::Development, false);
    }

    #[test]
    fn rules_have_no_input_and_output() {
        check("xinqiao-warnings", "tokio", Kind::Normal, false);
        check("xinqiao-warnings", "serde", Kind::Normal, true);
    }

    #[test]
    fn a_manifest_without_the_workspace_lints_is_a_fault() {
        let tree = Tree::of(&[
            ("crates/a/Cargo.toml", "[package]\nname = \"a\"\n\n[lints]\nworkspace = true\n"),
            ("crates/b/Cargo.toml", "[package]\nname = \"b\"\n"),
            ("Cargo.toml", "[workspace]\n"),
        ]);
        let faults = lints_faults(&tree);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("crates/b/Cargo.toml:1:"));
    }
}
