//! Which hosts of the inside the operator allowed.

use std::str::FromStr;

/// Hosts, each with a port or for all ports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    allowed: Vec<Allowed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Allowed {
    host: String,
    port: Option<u16>,
}

/// What was given names no host.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected a host such as hooks.example or 10.0.0.5:8443, found {0:?}")]
pub struct AllowFault(String);

impl Rules {
    /// Reads hosts. Errors: names the one that is none.
    pub fn parse<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Result<Self, AllowFault> {
        let allowed = texts.into_iter().map(|text| text.as_ref().parse()).collect::<Result<_, _>>()?;
        Ok(Self { allowed })
    }

    /// Did the operator allow the host?
    pub fn allow(&self, host: &str, port: u16) -> bool {
        let host = plain(host);
        self.allowed.iter().any(|one| one.host == host && one.port.is_none_or(|known| known == port))
    }
}

impl FromStr for Allowed {
    type Err = AllowFault;

    fn from_str(text: &str) -> Result<Self, AllowFault> {
        let fault = || AllowFault(text.to_owned());
        let (host, port) = match text.rsplit_once(':') {
            // an IPv6 address without brackets has colons of its own
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, Some(port.parse().map_err(|_| fault())?)),
            _ => (text, None),
        };
        let host = plain(host);
        let is_host = !host.is_empty() && host.chars().all(|sign| sign.is_ascii_alphanumeric() || "-._:".contains(sign));
        is_host.then_some(Self { host, port }).ok_or_else(fault)
    }
}

fn plain(host: &str) -> String {
    host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_allowed_by_its_whole_name_and_port() {
        let rules = Rules::parse(["Hooks.Example", "10.0.0.5:8443", "[::1]:9000", "fd00::7"]).unwrap();
        for (host, port, expected) in [
            ("hooks.example", 443, true),
            ("hooks.example.", 80, true),
            ("evil-hooks.example", 443, false),
            ("hooks.example.evil", 443, false),
            ("10.0.0.5", 8443, true),
            ("10.0.0.5", 443, false),
            ("[::1]", 9000, true),
            ("[fd00::7]", 1, true),
        ] {
            assert_eq!(rules.allow(host, port), expected, "{host}:{port}");
        }
    }

    #[test]
    fn what_is_no_host_is_named() {
        for bad in ["", "*.example", "http://a.example", "a:b", "a b"] {
            assert_eq!(Rules::parse([bad]), Err(AllowFault(bad.to_owned())));
        }
    }
}
