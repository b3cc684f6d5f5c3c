use crate::Feature;

#[test]
fn the_table_of_the_documents_names_every_feature_with_what_becomes_of_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/fhir.md");
    let text = std::fs::read_to_string(path).unwrap();
    for feature in Feature::ALL {
        let line = format!("| `{}` | {} |", feature.code(), feature.fate());
        assert!(text.contains(&line), "docs/fhir.md has no line {line}");
    }
}
