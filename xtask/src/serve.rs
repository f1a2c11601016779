//! The page, served on this computer only.

use std::fs::{self, File};
use std::io;
use std::net::Ipv4Addr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::failure::Failure;
use crate::project;
use crate::step::Step;

const PREFERRED_PORT: u16 = 8600;
/// Ports tried after the preferred one.
const OTHER_PORTS: u16 = 50;
/// Requests answered at once.
const THREADS: usize = 4;
/// What the page promises to run under; content systems set the same.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
    form-action 'none'";

/// Serves `dist/site/` until it is stopped, on the given port or on the first free one from the preferred.
pub fn run(port: Option<u16>) -> Result<(), Failure> {
    let (address, threads) = start(project::path("dist/site"), port)?;
    println!("\n  {address}\n\nCtrl+C stops it.");
    for thread in threads {
        // A thread ends only with the server.
        let _ = thread.join();
    }
    Ok(())
}

/// Serves a folder in the background; the address ends with `/`.
pub fn start(folder: PathBuf, port: Option<u16>) -> Result<(String, Vec<JoinHandle<()>>), Failure> {
    let step = Step { name: "serve", takes: "no time", advice: "Build first; choose a free port by --port." };
    let folder = folder.canonicalize().map_err(|error| step.fail(format!("{}: {error}", project::shown(&folder))))?;
    let ports = match port {
        Some(port) => port..=port,
        None => PREFERRED_PORT..=PREFERRED_PORT + OTHER_PORTS,
    };
    let (mut server, mut refusal) = (None, String::new());
    for port in ports {
        match Server::http((Ipv4Addr::LOCALHOST, port)) {
            Ok(bound) => {
                server = Some(Arc::new(bound));
                break;
            }
            Err(error) => refusal = format!("port {port}: {error}"),
        }
    }
    let server = server.ok_or_else(|| step.fail(refusal))?;
    let address = format!("http://{}/", server.server_addr());

    let folder = Arc::new(folder);
    let threads = (0..THREADS).map(|_| {
        let (server, folder) = (Arc::clone(&server), Arc::clone(&folder));
        thread::spawn(move || server.incoming_requests().for_each(|request| answer(request, &folder)))
    });
    Ok((address, threads.collect()))
}

fn answer(request: Request, folder: &Path) {
    let file = match request.method() {
        Method::Get | Method::Head => find(folder, request.url()),
        _ => None,
    };
    // Whoever asked may have gone: nothing is to be done about that.
    let _ = match file.and_then(|path| Some((File::open(&path).ok()?, media_type(&path)))) {
        Some((file, media_type)) => request.respond(with_headers(Response::from_file(file), media_type)),
        None => request.respond(with_headers(Response::from_string("404").with_status_code(404), "text/plain")),
    };
}

fn with_headers<R: io::Read>(mut response: Response<R>, media_type: &str) -> Response<R> {
    let headers = [
        ("Content-Type", media_type),
        ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-cache"),
    ];
    for header in headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, *value).ok()) {
        response.add_header(header);
    }
    response
}

/// The file that an address names, never one outside the folder.
fn find(folder: &Path, url: &str) -> Option<PathBuf> {
    let address = url.split(['?', '#']).next()?;
    let decoded = percent_decode_str(address).decode_utf8().ok()?;
    let relative = Path::new(decoded.trim_start_matches('/'));
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let path = folder.join(relative);
    let path = if path.is_dir() { path.join("index.html") } else { path };
    // A link may lead out of the folder although no part of the address does.
    let path = fs::canonicalize(path).ok()?;
    (path.is_file() && path.starts_with(folder)).then_some(path)
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap()
    }

    #[test]
    fn finds_files_of_the_folder() {
        assert_eq!(find(&folder(), "/src/main.rs?x=1"), Some(folder().join("src/main.rs")));
        assert_eq!(find(&folder(), "/src/%6dain.rs"), Some(folder().join("src/main.rs")));
    }

    #[test]
    fn finds_nothing_outside_it() {
        for url in [
            "/../Cargo.toml",
            "/src/../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "//etc/passwd",
            "/src",
            "/none",
        ] {
            assert_eq!(find(&folder(), url), None, "{url}");
        }
    }

    #[test]
    fn serves_on_loopback_with_type_and_policy() {
        use std::io::{Read, Write};
        let (address, _threads) = start(folder(), Some(0)).unwrap();
        let host = address.trim_start_matches("http://").trim_end_matches('/');
        assert!(host.starts_with("127.0.0.1:"), "{host}");
        let mut stream = std::net::TcpStream::connect(host).unwrap();
        write!(stream, "GET /Cargo.toml HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.contains(CONTENT_SECURITY_POLICY), "{answer}");
        assert!(answer.contains("name = \"xtask\""), "{answer}");
    }

    #[test]
    fn a_taken_port_is_passed_over_unless_it_was_asked_for() {
        let (first, _threads) = start(folder(), None).unwrap();
        let (second, _threads) = start(folder(), None).unwrap();
        assert_ne!(first, second);
        let port = first.trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        let failure = start(folder(), port).unwrap_err().to_string();
        assert!(failure.contains(&format!("port {}", port.unwrap())), "{failure}");
    }

    #[test]
    fn the_module_has_its_own_media_type() {
        assert_eq!(media_type(Path::new("gouji_bg.wasm")), "application/wasm");
    }
}
