//! `xinqiao serve`

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use tokio::net::TcpListener;
use xinqiao_app::App;
use xinqiao_app::accounts::{SecondFactor, SignInSettings};
use xinqiao_app::jobs::Worker;
use xinqiao_web::guard::Proxies;
use xinqiao_web::shell::Service;
use xinqiao_web::{Guard, Site};

use crate::anchor::AuditOptions;
use crate::open::Data;

/// Name of a service that gave itself none.
pub const SERVICE: &str = "社会心理服务";

/// How pages are served.
#[derive(Debug, Clone, clap::Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub data: Data,
    #[command(flatten)]
    pub pages: Pages,
    #[command(flatten)]
    pub audit: AuditOptions,
}

/// What the pages say and where.
#[derive(Debug, Clone, clap::Args)]
pub struct Pages {
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    pub listen: String,

    /// Name of the service under the mark
    #[arg(long, env = "XINQIAO_SERVICE", value_name = "NAME", default_value = SERVICE)]
    pub service: String,

    /// Hours of the helpline 12356 as people read them, such as 24小时; without it the pages say nothing of hours
    #[arg(long, env = "XINQIAO_HELPLINE_HOURS", value_name = "TEXT")]
    pub helpline_hours: Option<String>,

    /// Address under which people reach the pages, such as https://xinli.example.gov.cn: passkeys are tied to its host.
    /// Without it passkeys work on localhost only
    #[arg(long, env = "XINQIAO_ORIGIN", value_name = "URL")]
    pub origin: Option<String>,

    /// required: administrators and everybody who can read clinical fields reach nothing before they have a second factor;
    /// offered: everybody may have one. Default: required; offered for the demonstration
    #[arg(long, env = "XINQIAO_SECOND_FACTOR", value_name = "required|offered")]
    pub second_factor: Option<SecondFactor>,

    /// The pages are served over TLS (by a proxy in front): cookies carry `Secure`
    #[arg(long)]
    pub secure_cookies: bool,

    /// Address or network of a proxy in front whose X-Forwarded-For is believed (may be given more than once)
    #[arg(long, value_name = "ADDRESS[/BITS]")]
    pub trusted_proxy: Vec<String>,

    /// Multiplies what one address or account may ask in a minute; 0 sets no limit (something in front limits requests)
    #[arg(long, env = "XINQIAO_REQUEST_BUDGET", value_name = "FACTOR", default_value_t = 1)]
    pub request_budget: u32,
}

/// Serves until it is told to stop.
pub async fn run(args: ServeArgs) -> anyhow::Result<ExitCode> {
    let app = args.data.app().await?;
    args.audit.set(&app, args.data.sqlite_file())?;
    serve(app, &args.pages, None, &[]).await
}

/// Serves an open program; prints the address and `lines` when it answers.
pub async fn serve(app: App, pages: &Pages, note: Option<[String; 2]>, lines: &[String]) -> anyhow::Result<ExitCode> {
    let settings = SignInSettings {
        second_factor: pages.second_factor.unwrap_or_default(),
        service: pages.service.clone(),
        ..SignInSettings::default()
    };
    let settings = settings.at(pages.origin.as_deref()).context("read --origin")?;
    app.set_sign_in(settings);
    let proxies = Proxies::parse(&pages.trusted_proxy).context("read --trusted-proxy")?;
    let guard = Guard::new(proxies, pages.request_budget);
    let listener = TcpListener::bind(&pages.listen).await.with_context(|| format!("listen on {}", pages.listen))?;
    let address = listener.local_addr().context("read the address")?;
    app.learn_questionnaires().await.context("read the released questionnaires")?;
    let _worker = Worker::start(app.clone());
    let service = Service { name: pages.service.clone(), helpline_hours: pages.helpline_hours.clone(), note };
    let site = Site { app: app.clone(), service, secure_cookies: pages.secure_cookies, guard };
    let mut out = std::io::stdout();
    writeln!(out, "http://{address}")?;
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    xinqiao_web::serve(listener, site, stopped()).await.context("serve the pages")?;
    app.db().close().await;
    Ok(ExitCode::SUCCESS)
}

/// Resolves on Ctrl-C or SIGTERM.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminated) => tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} },
            Err(_) => {
                let _ = interrupted.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}
