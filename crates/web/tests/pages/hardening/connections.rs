//! Slow, large and cut requests over real connections.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use xinqiao_testkit::Engine;
use xinqiao_web::{Bounds, Guard, serve_within};

use super::super::world::World;

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<std::io::Result<()>>,
    world: World,
}

async fn running(bounds: Bounds) -> Running {
    let world = World::on(Engine::Sqlite).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let site = world.site(false, Guard::open());
    let ended = tokio::spawn(serve_within(listener, site, bounds, async move {
        let _ = stopped.await;
    }));
    Running { address, stop, ended, world }
}

impl Running {
    async fn say(&self, text: &[u8]) -> TcpStream {
        let mut line = TcpStream::connect(self.address).await.unwrap();
        line.write_all(text).await.unwrap();
        line
    }

    /// All that comes until the server closes.
    async fn told(&self, text: &[u8]) -> String {
        let mut line = self.say(text).await;
        let mut answer = Vec::new();
        // a server that closes while bytes are on their way resets the line: what came before is the answer
        let _ = line.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    async fn end(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap().unwrap();
    }
}

fn quick() -> Bounds {
    Bounds { head: Duration::from_millis(200), ..Bounds::default() }
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let server = running(quick()).await;
    let answer = server.told(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: 1\r\n").await;
    assert!(!answer.contains("200 OK"), "{answer}");
    server.end().await;
}

#[tokio::test]
async fn a_head_that_is_too_long_or_has_too_many_lines_is_refused() {
    let server = running(quick()).await;
    let long = format!("GET / HTTP/1.1\r\nHost: a\r\nX-Long: {}\r\n\r\n", "a".repeat(64 * 1024));
    let many = format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n", "X-Many: 1\r\n".repeat(200));
    for text in [long, many] {
        let answer = server.told(text.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
    let fine = server.told(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    assert!(fine.starts_with("HTTP/1.1 200"), "{fine}");
    server.end().await;
}

#[tokio::test]
async fn a_body_that_is_larger_than_a_form_or_says_so_is_refused_with_a_page() {
    let server = running(Bounds::default()).await;
    let head = "POST /login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let large = format!("{head}Content-Length: 100000\r\n\r\n{}", "a".repeat(100_000));
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n186a0\r\n{}\r\n0\r\n\r\n", "a".repeat(100_000));
    for text in [large, chunked] {
        let answer = server.told(text.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{}", &answer[..answer.len().min(300)]);
        assert!(answer.contains("12356"), "a page with the helpline");
    }
    server.end().await;
}

#[tokio::test]
async fn connections_beyond_the_bound_wait_and_are_answered_when_there_is_room() {
    let server = running(Bounds { connections: 1, ..Bounds::default() }).await;
    let first = server.say(b"GET /healthz HTTP/1.1\r\nHost: a\r\n").await;
    let mut second = server.say(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    drop(first);
    let mut answer = String::new();
    second.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    server.end().await;
}

#[tokio::test]
async fn the_program_ends_although_a_window_listens_for_changes() {
    let server = running(Bounds { farewell: Duration::from_secs(600), ..Bounds::default() }).await;
    let mut browser = server.world.browser();
    browser.sign_in(&server.world, "baizhi").await;
    let token = &browser.cookies["xq_session"];
    let mut line =
        server.say(format!("GET /desk/events HTTP/1.1\r\nHost: a\r\nCookie: xq_session={token}\r\n\r\n").as_bytes()).await;
    let mut start = [0; 15];
    line.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 200 OK");
    server.end().await;
}
