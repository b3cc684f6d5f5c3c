//! Whose address a request comes from: the peer's, or what a proxy that the operator named tells.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// The proxies whose word about the visitor's address is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    networks: Vec<Network>,
}

/// A network as an IPv6 prefix; IPv4 lies in `::ffff:0:0/96`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    base: u128,
    mask: u128,
}

/// What was given is neither an address nor a network.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected an address or a network such as 127.0.0.1 or 10.0.0.0/8, found {0:?}")]
pub struct ProxyFault(String);

impl Proxies {
    /// Addresses and networks. Errors: names the one that is neither.
    pub fn parse<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Result<Self, ProxyFault> {
        let networks = texts.into_iter().map(|text| text.as_ref().parse()).collect::<Result<_, _>>()?;
        Ok(Self { networks })
    }

    fn trust(&self, address: IpAddr) -> bool {
        let bits = mapped(address);
        self.networks.iter().any(|network| bits & network.mask == network.base)
    }

    /// The visitor's address: the peer, unless it is a proxy that is trusted; then the last entry of `X-Forwarded-For` that no trusted
    /// proxy wrote about another. An entry that is no address ends the search: what stands before it is the visitor's own claim.
    pub fn visitor(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut address = peer.to_canonical();
        if !self.trust(address) {
            return address;
        }
        let told: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
        for entry in told.iter().rev().flat_map(|list| list.rsplit(',')) {
            let Some(told) = address_of(entry.trim()) else { break };
            address = told.to_canonical();
            if !self.trust(address) {
                break;
            }
        }
        address
    }
}

impl FromStr for Network {
    type Err = ProxyFault;

    fn from_str(text: &str) -> Result<Self, ProxyFault> {
        let fault = || ProxyFault(text.to_owned());
        let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
        let address: IpAddr = address.trim().parse().map_err(|_| fault())?;
        let (width, before) = if address.is_ipv4() { (32, 96) } else { (128, 0) };
        let length: u32 = length.map_or(Ok(width), |length| length.trim().parse().map_err(|_| fault()))?;
        if width < length {
            return Err(fault());
        }
        let free = 128 - before - length;
        let mask = u128::MAX.checked_shl(free).unwrap_or(0);
        Ok(Self { base: mapped(address) & mask, mask })
    }
}

/// An address, also with a port behind it.
fn address_of(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()))
}

fn mapped(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(four) => four.to_ipv6_mapped().to_bits(),
        IpAddr::V6(six) => six.to_bits(),
    }
}

/// What shares a budget: an IPv4 address, or the /64 network of an IPv6 address, which one household or server has as a whole.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(four) => IpAddr::V4(four),
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
    }
}

/// The address that stands for a peer that is not known.
pub(super) const UNKNOWN: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(trusted: &[&str], peer: &str, forwarded: &[&'static str], expected: &str) {
        let proxies = Proxies::parse(trusted).unwrap();
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let visitor = proxies.visitor(peer.parse().unwrap(), &headers);
        assert_eq!(visitor, expected.parse::<IpAddr>().unwrap(), "{trusted:?} {peer} {forwarded:?}");
    }

    #[test]
    fn what_a_visitor_claims_is_not_believed() {
        check(&[], "203.0.113.7", &["1.2.3.4"], "203.0.113.7");
        check(&["127.0.0.1"], "203.0.113.7", &["1.2.3.4"], "203.0.113.7");
        check(&["127.0.0.1"], "127.0.0.1", &["9.9.9.9, 203.0.113.7"], "203.0.113.7");
    }

    #[test]
    fn a_chain_of_named_proxies_leads_to_the_visitor() {
        check(&["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", &["9.9.9.9, 203.0.113.7, 10.1.2.3"], "203.0.113.7");
        check(&["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", &["9.9.9.9", "203.0.113.7", "10.1.2.3"], "203.0.113.7");
        check(&["::1"], "::1", &["2001:db8::5"], "2001:db8::5");
        check(&["127.0.0.0/8"], "::ffff:127.0.0.1", &["203.0.113.7:41000"], "203.0.113.7");
        check(&["127.0.0.1"], "127.0.0.1", &["[2001:db8::5]:443"], "2001:db8::5");
    }

    #[test]
    fn an_entry_that_is_no_address_ends_the_search() {
        check(&["127.0.0.1"], "127.0.0.1", &["1.2.3.4, unknown"], "127.0.0.1");
        check(&["127.0.0.1"], "127.0.0.1", &[""], "127.0.0.1");
    }

    #[test]
    fn networks_are_read_and_what_is_none_is_named() {
        for bad in ["proxy", "10.0.0.0/33", "::/129", "10.0.0.0/x", ""] {
            assert_eq!(Proxies::parse([bad]), Err(ProxyFault(bad.to_owned())));
        }
        check(&["0.0.0.0/0"], "198.51.100.1", &["203.0.113.7"], "203.0.113.7");
    }

    #[test]
    fn an_ipv6_network_of_a_household_is_one_visitor() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:203.0.113.7"), of("203.0.113.7"));
        assert_ne!(of("203.0.113.7"), of("203.0.113.8"));
    }
}
