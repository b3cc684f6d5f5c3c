//! Signing in with WeChat: the web flow of its open platform, which is OAuth 2.0 with names of its own and no signed token.
//!
//! Source: WeChat open platform, "Website App: WeChat Login" (developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/): the page
//! `connect/qrconnect` shows a code to scan, `sns/oauth2/access_token` turns the returned code into the person's `openid`. Refusals are
//! answers with status 200 and the members `errcode` and `errmsg`.

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use openidconnect::url::Url;
use serde::Deserialize;
use xinqiao_egress::Egress;
use xinqiao_kernel::IdSource;

use crate::provider::word;
use crate::{Begun, Identity, IdentityError, IdentityProvider, Kept, Returned, Secret};

/// Where the page with the code to scan is.
pub const PAGES: &str = "https://open.weixin.qq.com";
/// Where codes are turned into people.
pub const INTERFACE: &str = "https://api.weixin.qq.com";

/// The code is not valid (40029), was used (40163), has expired (42003) or is missing (41008).
const CODE: [i64; 4] = [40_029, 40_163, 42_003, 41_008];

/// The web sign-in of WeChat.
#[derive(Clone)]
pub struct Wechat {
    pub app_id: String,
    pub secret: Secret,
    /// address of the pages, [`PAGES`] unless something stands for them
    pub pages: Url,
    /// address of the interface, [`INTERFACE`] unless something stands for it
    pub interface: Url,
    /// names the person by `unionid`, which is the same in all applications of one operator, instead of `openid`, which is not
    pub by_union: bool,
    pub egress: Egress,
}

#[derive(Deserialize)]
struct Answer {
    errcode: Option<i64>,
    openid: Option<String>,
    unionid: Option<String>,
    scope: Option<String>,
}

/// The scope of a sign-in.
const SCOPE: &str = "snsapi_login";

impl Wechat {
    async fn ask(&self, code: &str) -> Result<Identity, IdentityError> {
        let mut url = at(&self.interface, "sns/oauth2/access_token");
        url.query_pairs_mut()
            .append_pair("appid", &self.app_id)
            .append_pair("secret", self.secret.expose())
            .append_pair("code", code)
            .append_pair("grant_type", "authorization_code");
        let answer =
            self.egress.get(url.as_str(), &[("accept", "application/json")]).await.map_err(IdentityError::Unreachable)?;
        if answer.status != 200 {
            return Err(IdentityError::Answer("its status"));
        }
        let answer: Answer = serde_json::from_slice(&answer.body).map_err(|_| IdentityError::Answer("its form"))?;
        match answer.errcode {
            None | Some(0) => {}
            Some(number) if CODE.contains(&number) => return Err(IdentityError::Code),
            Some(number) => return Err(IdentityError::refused(&number.to_string())),
        }
        if !answer.scope.as_deref().unwrap_or_default().split(',').any(|scope| scope == SCOPE) {
            return Err(IdentityError::Answer("another scope"));
        }
        let subject = if self.by_union { answer.unionid } else { answer.openid };
        let subject = subject.filter(|subject| !subject.is_empty()).ok_or(IdentityError::Answer("no name of the person"))?;
        Ok(Identity { issuer: self.issuer(), subject, name: None, second_factor_at: None })
    }
}

impl IdentityProvider for Wechat {
    /// WeChat has no address that names it in a token. An `openid` is given for one application, a `unionid` for all of an operator.
    fn issuer(&self) -> String {
        let host = self.pages.host_str().unwrap_or_default();
        if self.by_union { host.to_owned() } else { format!("{host}/{}", self.app_id) }
    }

    fn begin<'a>(&'a self, back: &'a str, ids: &'a IdSource, _: Timestamp) -> BoxFuture<'a, Result<Begun, IdentityError>> {
        let kept = Kept { state: word(ids), nonce: None, verifier: None, back: back.to_owned() };
        let mut url = at(&self.pages, "connect/qrconnect");
        url.query_pairs_mut()
            .append_pair("appid", &self.app_id)
            .append_pair("redirect_uri", back)
            .append_pair("response_type", "code")
            .append_pair("scope", SCOPE)
            .append_pair("state", &kept.state);
        url.set_fragment(Some("wechat_redirect"));
        Box::pin(async move { Ok(Begun { address: url.to_string(), kept }) })
    }

    fn finish<'a>(
        &'a self,
        kept: &'a Kept,
        returned: &'a Returned,
        _: Timestamp,
    ) -> BoxFuture<'a, Result<Identity, IdentityError>> {
        Box::pin(async move { self.ask(returned.code(kept)?).await })
    }
}

/// An address below another one.
fn at(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}/{path}", base.path().trim_end_matches('/')));
    url
}
