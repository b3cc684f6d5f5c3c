//! Against real servers on loopback: what goes out, and what does not.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use xinqiao_egress::{Answer, Bounds, Egress, EgressError, Resolve, Rules};

/// A server that answers every request with the same bytes and keeps what it was sent.
struct Server {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

async fn server(answer: &'static str) -> Server {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let kept = heard.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut text = vec![0; 4_096];
            let read = stream.read(&mut text).await.unwrap_or(0);
            kept.lock().unwrap().push(String::from_utf8_lossy(&text[..read]).into_owned());
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    Server { address, heard }
}

/// A name server that tells other addresses each time it is asked.
struct Turning {
    answers: Vec<Vec<IpAddr>>,
    asked: AtomicUsize,
}

impl Resolve for Turning {
    fn resolve<'a>(&'a self, _: &'a str, _: u16) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst).min(self.answers.len() - 1);
        let answer = self.answers[turn].clone();
        Box::pin(async move { Ok(answer) })
    }
}

fn turning(answers: &[&[&str]]) -> Arc<Turning> {
    let parsed = |list: &&[&str]| list.iter().map(|text| text.parse().unwrap()).collect();
    Arc::new(Turning { answers: answers.iter().map(parsed).collect(), asked: AtomicUsize::new(0) })
}

fn strict() -> Egress {
    Egress::new(Rules::default(), Bounds::default()).unwrap()
}

fn allowing(server: &Server) -> Egress {
    Egress::new(Rules::parse([server.address.to_string()]).unwrap(), Bounds::default()).unwrap()
}

async fn refused(egress: &Egress, url: &str) -> &'static str {
    egress.post(url, &[], b"{}".to_vec()).await.unwrap_err().code()
}

#[tokio::test]
async fn an_allowed_host_of_the_inside_is_reached_as_it_was_asked() {
    let server = server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").await;
    let url = format!("http://{}/hooks?a=1", server.address);
    let answer = allowing(&server).post(&url, &[("xinqiao-event", "test")], b"{\"a\":1}".to_vec()).await.unwrap();
    assert_eq!(answer, Answer { status: 200, body: b"ok".to_vec() });
    let heard = server.heard.lock().unwrap().join("");
    assert!(
        heard.starts_with("POST /hooks?a=1 HTTP/1.1\r\n")
            && heard.contains("xinqiao-event: test\r\n")
            && heard.ends_with("{\"a\":1}")
    );
    assert!(heard.contains(&format!("host: {}\r\n", server.address)));
}

#[tokio::test]
async fn a_document_is_got_under_the_same_guard() {
    let server = server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").await;
    let url = format!("http://{}/document?a=1", server.address);
    let answer = allowing(&server).get(&url, &[("accept", "application/json")]).await.unwrap();
    assert_eq!(answer, Answer { status: 200, body: b"{}".to_vec() });
    let heard = server.heard.lock().unwrap().join("");
    assert!(heard.starts_with("GET /document?a=1 HTTP/1.1\r\n") && heard.ends_with("accept: application/json\r\n\r\n"));
    assert_eq!(strict().get(&url, &[]).await.unwrap_err().code(), "no_tls");
    let inside = format!("https://127.0.0.1:{}/", server.address.port());
    assert_eq!(strict().get(&inside, &[]).await.unwrap_err().code(), "inside");
    assert_eq!(server.heard.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_of_the_inside_is_reached_however_it_is_spelled() {
    let server = server("HTTP/1.1 200 OK\r\n\r\n").await;
    let port = server.address.port();
    for host in
        ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "0", "169.254.169.254"]
    {
        let code = refused(&strict(), &format!("https://{host}:{port}/")).await;
        assert!(code == "inside" || code == "name", "{host}: {code}");
    }
    assert_eq!(refused(&strict(), &format!("http://127.0.0.1:{port}/")).await, "no_tls");
    for bad in [
        "ftp://a.example/",
        "file:///etc/passwd",
        "//a.example",
        "",
        "https://user:pass@a.example/",
        "https://",
        "gopher://127.0.0.1:25/",
    ] {
        assert_eq!(refused(&strict(), bad).await, "address", "{bad}");
    }
    assert!(server.heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_name_with_one_address_of_the_inside_is_refused_and_asked_only_once() {
    let mixed = turning(&[&["93.184.216.34", "10.0.0.1"]]);
    assert_eq!(refused(&strict().with_resolver(mixed.clone()), "https://rebind.example/").await, "inside");
    assert_eq!(mixed.asked.load(Ordering::SeqCst), 1);
    let nothing = turning(&[&[]]);
    assert_eq!(refused(&strict().with_resolver(nothing), "https://empty.example/").await, "name");
}

#[tokio::test]
async fn a_second_answer_of_the_name_server_leads_nowhere() {
    // the name of an allowed host is looked up once for a request, and the connection goes to what was found then
    let first = server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst").await;
    let rules = Rules::parse([format!("turning.example:{}", first.address.port())]).unwrap();
    let resolver = turning(&[&["127.0.0.1"], &["127.0.0.2"]]);
    let egress = Egress::new(rules, Bounds::default()).unwrap().with_resolver(resolver.clone());
    let url = format!("http://turning.example:{}/", first.address.port());
    assert_eq!(egress.post(&url, &[], Vec::new()).await.unwrap().body, b"first");
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_redirection_is_told_and_not_followed() {
    let inner = server("HTTP/1.1 200 OK\r\n\r\n").await;
    let text = format!("HTTP/1.1 302 Found\r\nLocation: http://{}/secret\r\nContent-Length: 0\r\n\r\n", inner.address);
    let outer = server(Box::leak(text.into_boxed_str())).await;
    let url = format!("http://{}/", outer.address);
    assert_eq!(allowing(&outer).post(&url, &[], Vec::new()).await.unwrap().status, 302);
    assert!(inner.heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_that_is_too_large_too_slow_or_broken_ends_the_exchange() {
    let large =
        server(Box::leak(format!("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{}", "x".repeat(100_000)).into_boxed_str()))
            .await;
    let url = format!("http://{}/", large.address);
    assert!(matches!(allowing(&large).post(&url, &[], Vec::new()).await, Err(EgressError::Large { .. })));
    let silent = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = silent.local_addr().unwrap();
    let bounds = Bounds { whole: Duration::from_millis(100), ..Bounds::default() };
    let egress = Egress::new(Rules::parse([address.to_string()]).unwrap(), bounds).unwrap();
    assert_eq!(refused(&egress, &format!("http://{address}/")).await, "slow");
    let broken = server("nonsense\r\n\r\n").await;
    assert_eq!(refused(&allowing(&broken), &format!("http://{}/", broken.address)).await, "exchange");
}
