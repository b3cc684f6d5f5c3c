//! What every handler knows: the use cases and how the service presents itself.

use jiff::civil::DateTime;
use xinqiao_app::App;

use crate::guard::Guard;
use crate::shell::{ResidentShell, Service};
use crate::visitor::Visitor;

/// State of the router; cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub app: App,
    pub service: Service,
    /// Cookies carry `Secure`: the pages are served over TLS.
    pub secure_cookies: bool,
    /// Whose word about addresses is believed, and how much each may ask.
    pub guard: Guard,
}

impl Site {
    /// Local time now.
    pub fn local_now(&self) -> DateTime {
        self.app.local(self.app.now()).datetime()
    }

    /// The shell of the residents' pages for a visitor.
    pub fn resident_shell(&self, visitor: &Visitor) -> ResidentShell {
        ResidentShell {
            lang: visitor.preferences.lang,
            service: self.service.clone(),
            large: visitor.preferences.large,
            signed_in: visitor.caller.is_some(),
            leaves_after_s: visitor.handed_over.as_ref().and(self.app.hand_over_idle_min()).map(|minutes| minutes * 60),
        }
    }

    /// The attributes of a cookie of this site, without name and value.
    pub fn cookie_rules(&self, max_age_s: i64) -> String {
        let secure = if self.secure_cookies { "; Secure" } else { "" };
        format!("Max-Age={max_age_s}; Path=/; SameSite=Lax; HttpOnly{secure}")
    }
}
