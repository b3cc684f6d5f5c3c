//! The shape of the project: what no single crate's compiler sees.

mod compliance;
mod documents;
mod layers;
mod npm;
mod rights;
mod sources;
mod sql;
mod templates;
mod words;

use anyhow::Result;

use crate::tree::Tree;

/// Every fault, each as `path:line: what`.
pub(crate) fn faults(tree: &Tree) -> Result<Vec<String>> {
    let mut faults = layers::faults(&tree.root)?;
    faults.extend(layers::lints_faults(tree));
    faults.extend(rights::faults(tree));
    faults.extend(sources::faults(tree));
    faults.extend(templates::faults(tree));
    faults.extend(sql::faults(tree));
    faults.extend(compliance::faults(tree));
    faults.extend(documents::faults(tree));
    faults.extend(npm::faults(tree)?);
    faults.extend(words::faults(tree));
    faults.extend(crate::access::faults(tree));
    Ok(faults)
}
