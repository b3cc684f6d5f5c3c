//! A county with a school in a fresh database, its people, and browsers that keep their cookies.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;
use jiff::civil::date;
use jiff::tz::TimeZone;
use tower::ServiceExt;
use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::{App, AppOptions, Caller};
use xinqiao_kernel::id::{PersonId, PlaceId};
use xinqiao_kernel::{IdSource, ManualClock, PlacePath, Sex};
use xinqiao_packs::Library;
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;
use xinqiao_store::{Db, DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY, TestDatabase, filled_database};
use xinqiao_web::shell::Service;
use xinqiao_web::{Guard, Site, router};

pub const CITY: &str = "620000/620700/";
pub const COUNTY: &str = "620000/620700/620702/";
pub const SCHOOL: &str = "620000/620700/620702/s1/";
pub const FAR_COUNTY: &str = "620000/620700/620721/";

const PLACES: [(&str, &str, &str); 5] = [
    ("620000/", "province", "一省"),
    (CITY, "city", "澜州市"),
    (COUNTY, "county", "青溪县"),
    (SCHOOL, "unit", "柳湾中学"),
    (FAR_COUNTY, "county", "石门县"),
];

/// Login, name, role and place; residents are people of the place.
const PEOPLE: [(&str, &str, Role, &str); 8] = [
    ("shen", "沈禾", Role::SchoolCounsellor, SCHOOL),
    ("head", "苏明", Role::DepartmentHead, CITY),
    ("baizhi", "白芷", Role::Counsellor, COUNTY),
    ("far", "焦阳", Role::Counsellor, FAR_COUNTY),
    ("leader", "钟正", Role::Leader, CITY),
    ("xia", "夏知秋", Role::Resident, SCHOOL),
    ("fang", "方舟", Role::Resident, SCHOOL),
    ("tian", "田禾", Role::Resident, COUNTY),
];

/// A hash that no password fits.
const NO_PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8";

pub struct World {
    pub app: App,
    pub clock: Arc<ManualClock>,
    db: Db,
    pages: Router,
    _database: TestDatabase,
}

/// Tells one story on both engines, each in a fresh migrated database. All stories begin on Sunday 22 November 2026 at ten.
pub async fn on_both(story: impl AsyncFn(&World)) {
    for engine in Engine::both() {
        println!("on {engine:?}");
        let world = World::on(engine).await;
        story(&world).await;
        world.close().await;
    }
}

fn site(app: &App, secure_cookies: bool, guard: Guard) -> Site {
    let service = Service { name: "澜州社会心理服务".to_owned(), helpline_hours: None, note: None };
    Site { app: app.clone(), service, secure_cookies, guard }
}

fn begun(db: &Db, clock: &Arc<ManualClock>, library: Library, seed: u64) -> App {
    let (ids, zone) = (IdSource::seeded(seed), TimeZone::get("Asia/Shanghai").unwrap());
    App::new(AppOptions { db: db.clone(), library, clock: clock.clone(), ids, zone, place: path(CITY), lane: (64, 512) }).unwrap()
}

/// The path that the text names.
pub fn path(text: &str) -> PlacePath {
    text.parse().unwrap()
}

/// When every story begins.
fn start() -> jiff::Timestamp {
    "2026-11-22T02:00:00Z".parse().unwrap()
}

/// The tables, in the database of a URL.
async fn migrated(url: String) {
    let db = Db::open(&DbOptions::new(url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
    db.migrate(start()).await.unwrap();
    db.close().await;
}

impl World {
    /// The world in a fresh database of one engine.
    pub async fn on(engine: Engine) -> Self {
        let database = filled_database(engine, migrated).await;
        let db = Db::open(&DbOptions::new(&database.url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
        let clock = Arc::new(ManualClock::at(start()));
        let app = begun(&db, &clock, Library::embedded(), 2026);
        let pages = router(site(&app, false, Guard::open()));
        let world = Self { app, clock, db, pages, _database: database };
        world.found().await;
        world
    }

    /// The program begins again with other packs on the same database.
    pub fn load(&mut self, library: Library) {
        self.app = begun(&self.db, &self.clock, library, 2027);
        self.pages = router(site(&self.app, false, Guard::open()));
    }

    pub async fn close(&self) {
        self.db.close().await;
    }

    async fn found(&self) {
        let now = self.app.now();
        let ids = IdSource::seeded(1);
        let mut tx = self.db.begin().await.unwrap();
        for (at, level, name) in PLACES {
            let id = PlaceId::new(&ids, now);
            let place = Place { id, path: path(at), parent: None, name: name.to_owned(), level: level.to_owned(), kind: None };
            tx.add_place(&place, now).await.unwrap();
        }
        tx.commit().await.unwrap();
        for (login, name, role, at) in PEOPLE {
            let person = PersonId::new(&ids, now);
            let is_resident = role == Role::Resident;
            if is_resident {
                let (sex, birth_on) = (Some(Sex::Female), Some(date(2011, 3, 4)));
                let person = Person { id: person, place: path(at), name: name.to_owned(), sex, birth_on, phone: None };
                let mut tx = self.db.begin().await.unwrap();
                tx.add_person(&person, now).await.unwrap();
                tx.commit().await.unwrap();
            }
            let roles = [(role, path(if is_resident { CITY } else { at }), date(2026, 1, 1), None)];
            let new = NewAccount { login, name, password: "", person: is_resident.then_some(person), roles: &roles };
            self.app.create_account_with_hash(&new, NO_PASSWORD).await.unwrap();
        }
    }

    /// The router itself, for whoever is no browser.
    pub fn pages(&self) -> Router {
        self.pages.clone()
    }

    /// Somebody who has just signed in, for use cases without a page.
    pub async fn caller(&self, login: &str) -> Caller {
        self.app.caller_of_login(login).await.unwrap().unwrap()
    }

    /// A browser in which nobody is signed in.
    pub fn browser(&self) -> Browser {
        Browser { pages: self.pages.clone(), cookies: BTreeMap::new(), peer: None, forwarded: None }
    }

    /// The same program behind another guard, with or without TLS in front.
    pub fn site(&self, secure_cookies: bool, guard: Guard) -> Site {
        site(&self.app, secure_cookies, guard)
    }

    /// A browser at pages of one's own, at an address.
    pub fn browser_at(&self, pages: &Router, peer: &str) -> Browser {
        let peer = Some(SocketAddr::new(peer.parse().unwrap(), 40_000));
        Browser { pages: pages.clone(), cookies: BTreeMap::new(), peer, forwarded: None }
    }

    /// A browser in which somebody is signed in.
    pub async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        browser.sign_in(self, login).await;
        browser
    }
}

/// A browser that keeps cookies and follows nothing.
pub struct Browser {
    pages: Router,
    pub cookies: BTreeMap<String, String>,
    peer: Option<SocketAddr>,
    /// what a proxy, or the visitor, tells in `X-Forwarded-For`
    pub forwarded: Option<String>,
}

/// An answer.
pub struct Page {
    pub status: StatusCode,
    /// where a redirection leads
    pub to: String,
    pub headers: HeaderMap,
    pub html: String,
}

impl Browser {
    /// Signs somebody in, beside what the browser keeps already.
    pub async fn sign_in(&mut self, world: &World, login: &str) {
        let account = world.db.account_by_login(login).await.unwrap().unwrap().id;
        let token = world.app.open_session(account).await.unwrap();
        self.cookies.insert("xq_session".to_owned(), token.as_str().to_owned());
    }

    pub async fn get(&mut self, address: &str) -> Page {
        self.send(Method::GET, address, "", Vec::new()).await
    }

    /// Reads an address as htmx does.
    pub async fn refresh(&mut self, address: &str) -> Page {
        let request = Request::get(address).header("hx-request", "true");
        self.answer(request, Vec::new()).await
    }

    /// Posts a form.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Page {
        let encoded = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        self.send(Method::POST, address, "application/x-www-form-urlencoded", pairs.join("&").into_bytes()).await
    }

    /// Posts a form with a file.
    pub async fn upload(&mut self, address: &str, file: Option<(&str, &[u8])>, fields: &[(&str, &str)]) -> Page {
        const EDGE: &str = "--------edge--------";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        if let Some((name, bytes)) = file {
            let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        self.send(Method::POST, address, &format!("multipart/form-data; boundary={EDGE}"), body).await
    }

    async fn send(&mut self, method: Method, address: &str, kind: &str, body: Vec<u8>) -> Page {
        let mut request = Request::builder().method(method).uri(address);
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
        }
        self.answer(request, body).await
    }

    /// Opens an address and leaves the answer open.
    pub async fn open(&self, address: &str) -> Response {
        self.send_off(Request::get(address), Vec::new()).await
    }

    async fn send_off(&self, mut request: axum::http::request::Builder, body: Vec<u8>) -> Response {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if let Some(told) = &self.forwarded {
            request = request.header("x-forwarded-for", told);
        }
        let mut request = request.header(header::COOKIE, cookies.join("; ")).body(Body::from(body)).unwrap();
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        self.pages.clone().oneshot(request).await.unwrap()
    }

    async fn answer(&mut self, request: axum::http::request::Builder, body: Vec<u8>) -> Page {
        let response = self.send_off(request, body).await;
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        let to = parts.headers.get(header::LOCATION).map_or_else(String::new, |to| to.to_str().unwrap().to_owned());
        let html = String::from_utf8(bytes.to_vec()).unwrap();
        Page { status: parts.status, to, headers: parts.headers, html }
    }
}

impl Page {
    /// The page was shown.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.to);
        self
    }

    /// Where it leads.
    #[track_caller]
    pub fn leads(self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.html);
        self.to
    }

    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.html.contains(text), "{text} is missing in\n{}", main_part(&self.html));
        self
    }

    #[track_caller]
    pub fn does_not_say(self, text: &str) -> Self {
        assert!(!self.html.contains(text), "{text} stands in\n{}", main_part(&self.html));
        self
    }
}

fn main_part(html: &str) -> &str {
    html.find("<main").map_or(html, |at| &html[at..])
}
