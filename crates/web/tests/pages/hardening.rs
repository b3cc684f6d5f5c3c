//! What keeps strangers, rushes and damaged requests off: headers, budgets, cookies, connections.

mod budgets;
mod connections;
mod cookies;
mod forms;
mod headers;
mod hostile;
mod log;
mod replay;

use xinqiao_web::links::pattern as at;
use xinqiao_web::pages::desk::address::pattern as own;

/// Every address of the pages, filled with things that are not there.
pub fn addresses() -> Vec<String> {
    let mut patterns = at::all().collect::<Vec<_>>();
    patterns.extend([own::WARNINGS, own::NOTICES, own::NOTICES_READ, own::CAMPAIGN_NEW, own::IMPORT_RUN]);
    let filled = |pattern: &&str| {
        let path = pattern
            .replace("{code}", "phq-9")
            .replace("{number}", "1")
            .replace("{file}", "nothing.css")
            .replace("{ending}", "csv");
        path.replace("{id}", "01a2006e-a11f-722e-a2a4-cbc327f169cb")
    };
    patterns.iter().map(filled).collect()
}
