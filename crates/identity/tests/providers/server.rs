//! A small HTTP server on loopback, and a small browser.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use xinqiao_egress::{Bounds, Egress, Rules};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub head: String,
    pub body: String,
}

impl Asked {
    /// A parameter of the query or of the form.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        pairs(&format!("{query}&{}", self.body)).remove(name)
    }
}

/// Status and body.
pub type Said = (u16, String);

/// A server whose answers a function gives.
pub struct Server {
    pub host: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub async fn start(answer: impl Fn(&Asked) -> Said + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (kept, answer) = (asked.clone(), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (kept, answer) = (kept.clone(), answer.clone());
                tokio::spawn(async move {
                    let Some(asked) = read(&mut stream).await else { return };
                    kept.lock().unwrap().push(asked.clone());
                    let (status, body) = answer(&asked);
                    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
                    let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
                });
            }
        });
        Self { host, asked }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.host)
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// How often a path was asked for.
    pub fn count(&self, path: &str) -> usize {
        self.asked().iter().filter(|asked| asked.path.split('?').next() == Some(path)).count()
    }
}

pub fn egress(host: &str) -> Egress {
    Egress::new(Rules::parse([host]).unwrap(), Bounds::default()).unwrap()
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut text = Vec::new();
    loop {
        let mut part = [0; 4_096];
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        text.extend_from_slice(&part[..read]);
        let whole = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = whole.split_once("\r\n\r\n") else { continue };
        let length = header(head, "content-length").and_then(|value| value.parse().ok()).unwrap_or(0);
        if length <= body.len() {
            let mut line = head.split_whitespace();
            let (method, path) = (line.next()?.to_owned(), line.next()?.to_owned());
            return Some(Asked { method, path, head: head.to_owned(), body: body.to_owned() });
        }
    }
}

/// A header of a head.
pub fn header(head: &str, name: &str) -> Option<String> {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
}

/// The pairs of a query or form.
pub fn pairs(text: &str) -> BTreeMap<String, String> {
    openidconnect::url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// A browser that keeps cookies and tells where it is sent.
#[derive(Default)]
pub struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Asks for an address of plain HTTP; where it leads, if it leads on.
    pub async fn go(&mut self, address: &str, form: Option<&str>) -> Option<String> {
        let url = openidconnect::url::Url::parse(address).unwrap();
        let host = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
        let path = address.split_once(&host).unwrap().1;
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (method, body) = form.map_or(("GET", ""), |form| ("POST", form));
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            cookies.join("; "),
            body.len()
        );
        let mut stream = TcpStream::connect(&host).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let head = answer.split("\r\n\r\n").next().unwrap();
        let status = head.split_whitespace().nth(1).unwrap();
        assert!(status.starts_with('2') || status.starts_with('3'), "{address}: {answer}");
        for line in head.lines().filter(|line| line.to_ascii_lowercase().starts_with("set-cookie:")) {
            let pair = line.split_once(':').unwrap().1.split(';').next().unwrap().trim();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        header(head, "location").map(|to| url.join(&to).unwrap().to_string())
    }
}
