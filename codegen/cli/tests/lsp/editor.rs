//! A small editor: JSON-RPC over the standard streams of `lonely lsp`.
#![allow(clippy::needless_pass_by_value, reason = "what is asked is made in place")]

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value as Json, json};

pub(crate) struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next: i64,
    /// Problems as they were published last, by URI.
    pub(crate) problems: std::collections::BTreeMap<String, Json>,
}

/// The URI of a path without letters that would have to be escaped.
pub(crate) fn uri(path: &Path) -> String {
    let path = path.to_str().unwrap().replace('\\', "/");
    if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") }
}

impl Editor {
    /// An editor that counts columns in UTF-16.
    pub(crate) fn start() -> Self {
        Self::start_with(json!({}))
    }

    pub(crate) fn start_with(capabilities: Json) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lonely"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut editor = Self { child, input, output, next: 0, problems: std::collections::BTreeMap::new() };
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        let result = editor.ask("initialize", params);
        assert_eq!(result["capabilities"]["hoverProvider"], true);
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Json) {
        let text = message.to_string();
        let input = self.input.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    fn receive(&mut self) -> Json {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has ended");
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("Content-Length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut content = vec![0; length];
        self.output.read_exact(&mut content).unwrap();
        serde_json::from_slice(&content).unwrap()
    }

    pub(crate) fn tell(&mut self, method: &str, params: Json) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The whole answer to a question; what is published until then is kept.
    pub(crate) fn answer(&mut self, method: &str, params: Json) -> Json {
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == self.next {
                return message;
            }
            assert_eq!(message["method"], "textDocument/publishDiagnostics", "{message}");
            let uri = message["params"]["uri"].as_str().unwrap().to_owned();
            self.problems.insert(uri, message["params"]["diagnostics"].clone());
        }
    }

    pub(crate) fn ask(&mut self, method: &str, params: Json) -> Json {
        let answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Says all of a text anew.
    pub(crate) fn set(&mut self, uri: &str, text: &str) {
        self.change(uri, &json!([{ "text": text }]));
    }

    pub(crate) fn change(&mut self, uri: &str, changes: &Json) {
        let document = json!({ "uri": uri, "version": 2 });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Asks about a position: line and column from 0.
    pub(crate) fn at(&mut self, method: &str, uri: &str, (line, character): (u32, u32)) -> Json {
        self.ask(
            &format!("textDocument/{method}"),
            json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } }),
        )
    }

    /// The codes of the problems of a file, after everything that was told so far.
    pub(crate) fn codes(&mut self, uri: &str) -> Vec<String> {
        // Questions are answered when all before them has been looked at.
        self.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
        let list = self.problems.get(uri).and_then(Json::as_array).cloned().unwrap_or_default();
        list.iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
    }

    /// The labels of what could stand at a position.
    pub(crate) fn labels(&mut self, uri: &str, at: (u32, u32)) -> Vec<String> {
        let items = self.at("completion", uri, at);
        items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }

    /// Says that it ends, and gives the exit status.
    pub(crate) fn leave(mut self) -> i32 {
        self.ask("shutdown", Json::Null);
        self.tell("exit", Json::Null);
        self.child.wait().unwrap().code().unwrap()
    }

    /// Ends without a word.
    pub(crate) fn end(mut self) -> i32 {
        self.input = None;
        self.child.wait().unwrap().code().unwrap()
    }
}
