//! Which requests share a budget, and how large it is.
//!
//! A school of two thousand sits behind one address, so budgets of addresses are wide and those of accounts are what a person can do.
//! Whatever leads to help has a budget of its own: no rush elsewhere closes it.

use axum::http::{Method, Uri};

use super::buckets::Budget;
use crate::links;
use crate::links::pattern as at;

/// A kind of request with a budget of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// passwords and codes
    SignIn,
    /// answers to self-tests without an account
    Answer,
    /// any other change
    Write,
    /// lists that are searched
    Search,
    /// files that leave or come in
    File,
    /// what leads to help: the first page, the card of help, the contact wish, service points, breathing
    Help,
    /// any other page
    Read,
}

impl Class {
    /// The class of a request; `None` for what has no budget: whether the service is well.
    pub fn of(method: &Method, uri: &Uri, has_session: bool) -> Option<Self> {
        let path = uri.path();
        if path == links::health() {
            return None;
        }
        if [at::HOME, at::CONTACT, at::ACCOMPANY, at::SITES, at::BREATHING].contains(&path) {
            return Some(Self::Help);
        }
        let writes = !method.is_safe();
        Some(match path.trim_start_matches('/').split('/').next().unwrap_or_default() {
            "login" | "kiosk" if writes => Self::SignIn,
            "self-tests" | "result" if writes && !has_session => Self::Answer,
            _ if moves_a_file(path, writes) => Self::File,
            _ if writes => Self::Write,
            _ if path == at::AUDIT || uri.query().is_some_and(searches) => Self::Search,
            _ => Self::Read,
        })
    }

    /// What one IPv4 address or IPv6 network may ask.
    pub(super) const fn of_address(self) -> Budget {
        match self {
            Self::SignIn => budget(300, 120),
            Self::Answer => budget(3_000, 1_200),
            Self::Write => budget(3_000, 1_200),
            Self::Search => budget(600, 300),
            Self::File => budget(120, 60),
            Self::Help => budget(3_000, 3_000),
            Self::Read => budget(6_000, 3_000),
        }
    }

    /// What one account may ask.
    pub(super) const fn of_account(self) -> Budget {
        match self {
            Self::SignIn => budget(30, 10),
            Self::Answer | Self::Write => budget(180, 120),
            Self::Search => budget(60, 60),
            Self::File => budget(20, 10),
            Self::Help => budget(120, 120),
            Self::Read => budget(600, 600),
        }
    }

    /// Name in the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Answer => "answer",
            Self::Write => "write",
            Self::Search => "search",
            Self::File => "file",
            Self::Help => "help",
            Self::Read => "read",
        }
    }
}

const fn budget(burst: u32, per_minute: u32) -> Budget {
    Budget { burst, per_minute }
}

/// A file is handed in or given out.
fn moves_a_file(path: &str, writes: bool) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    (writes && last == "import")
        || ["copy", "export", "download"].contains(&last)
        || last.ends_with(".csv")
        || last.ends_with(".xlsx")
}

fn searches(query: &str) -> bool {
    query.split('&').any(|pair| pair.starts_with("q=") || pair.starts_with("search="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(method: Method, address: &str, expected: Option<Class>) {
        assert_eq!(Class::of(&method, &address.parse().unwrap(), true), expected, "{method} {address}");
    }

    #[test]
    fn each_kind_of_request_finds_its_budget() {
        check(Method::GET, "/healthz", None);
        check(Method::POST, "/login", Some(Class::SignIn));
        check(Method::GET, "/login", Some(Class::Read));
        check(Method::POST, "/self-tests/phq-9/submit", Some(Class::Write));
        check(Method::GET, "/desk/audit?before=1", Some(Class::Search));
        check(Method::GET, "/desk/people?q=a", Some(Class::Search));
        check(Method::GET, "/desk/imports/1/copy", Some(Class::File));
        check(Method::POST, "/desk/campaigns/1/import", Some(Class::File));
        check(Method::GET, "/desk/campaigns/1/import", Some(Class::Read));
        check(Method::POST, "/desk/warnings/1/close", Some(Class::Write));
    }

    #[test]
    fn what_leads_to_help_has_a_budget_of_its_own_for_reading_and_asking() {
        for address in ["/", "/?lang=en", "/contact", "/contact?until=1", "/with-you", "/sites", "/breathing"] {
            check(Method::GET, address, Some(Class::Help));
        }
        check(Method::POST, "/contact", Some(Class::Help));
    }

    #[test]
    fn answers_without_a_session_do_not_share_with_those_who_are_signed_in() {
        let address = "/self-tests/phq-9/questions/1".parse().unwrap();
        assert_eq!(Class::of(&Method::POST, &address, false), Some(Class::Answer));
        assert_eq!(Class::of(&Method::POST, &address, true), Some(Class::Write));
    }
}
