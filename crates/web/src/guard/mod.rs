//! What stands between the network and the handlers: whose address it is, how much each may ask, and how many lines stay open.

mod buckets;
mod budget;
mod layer;
mod lines;
mod proxies;

use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::watch;
use xinqiao_app::AppError;
use xinqiao_kernel::id::{AccountId, DeviceId};

pub use budget::Class;
pub use layer::VisitorAddress;
pub(crate) use layer::within_budget;
pub use lines::Line;
pub use proxies::{Proxies, ProxyFault};

use buckets::Buckets;
use lines::Lines;

/// Whose budget is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    /// one IPv4 address, or the /64 network of an IPv6 address
    Address(IpAddr),
    Account(AccountId),
    Device(DeviceId),
}

/// Cheap to clone; all clones count together.
#[derive(Debug, Clone)]
pub struct Guard {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    proxies: Proxies,
    /// budgets are multiplied with it; 0 is without limits
    factor: u32,
    buckets: Buckets<(Class, Who)>,
    lines: Lines,
    closing: watch::Sender<bool>,
}

impl Guard {
    /// Believes `X-Forwarded-For` from these proxies only. `factor` multiplies every budget; 0 sets none (something in front of the program
    /// limits requests).
    pub fn new(proxies: Proxies, factor: u32) -> Self {
        let closing = watch::channel(false).0;
        Self { inner: Arc::new(Inner { proxies, factor, buckets: Buckets::new(), lines: Lines::default(), closing }) }
    }

    /// Neither proxies nor budgets.
    pub fn open() -> Self {
        Self::new(Proxies::default(), 0)
    }

    /// Takes one request out of the budget of an address.
    /// Errors: `Throttled` with the seconds until there is room for one.
    pub fn admit_address(&self, class: Class, address: IpAddr, now: Timestamp) -> Result<(), AppError> {
        self.admit(class, Who::Address(proxies::network(address)), class.of_address(), now)
    }

    /// Takes one request out of the budget of an account.
    /// Errors: `Throttled` with the seconds until there is room for one.
    pub fn admit_account(&self, class: Class, account: AccountId, now: Timestamp) -> Result<(), AppError> {
        self.admit(class, Who::Account(account), class.of_account(), now)
    }

    /// Takes one request out of the budget of a device: as much as an account has.
    /// Errors: `Throttled` with the seconds until there is room for one.
    pub fn admit_device(&self, class: Class, device: DeviceId, now: Timestamp) -> Result<(), AppError> {
        self.admit(class, Who::Device(device), class.of_account(), now)
    }

    fn admit(&self, class: Class, who: Who, budget: buckets::Budget, now: Timestamp) -> Result<(), AppError> {
        if self.inner.factor == 0 {
            return Ok(());
        }
        let taken = self.inner.buckets.take((class, who), budget.times(self.inner.factor), now);
        taken.map_err(|retry_after_s| {
            tracing::warn!(budget = class.code(), of = who.kind(), "a budget of requests is used up");
            AppError::Throttled { retry_after_s }
        })
    }

    /// Holds a line for live changes open; `None` when the account has as many as it may.
    pub fn line(&self, account: AccountId) -> Option<Line> {
        self.inner.lines.open(account)
    }

    /// Resolves when the program is about to end, so that lines that stay open end too.
    pub async fn closed(&self) {
        let mut closing = self.inner.closing.subscribe();
        // the sender lives as long as this guard
        let _ = closing.wait_for(|closing| *closing).await;
    }

    /// Ends the lines that stay open.
    pub(crate) fn close(&self) {
        self.inner.closing.send_replace(true);
    }

    fn proxies(&self) -> &Proxies {
        &self.inner.proxies
    }
}

impl Who {
    const fn kind(self) -> &'static str {
        match self {
            Self::Address(_) => "address",
            Self::Account(_) => "account",
            Self::Device(_) => "device",
        }
    }
}
