//! The loop: what the editor sends, and what is said to it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{self, BufReader};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types as lsp;
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    DidSaveTextDocument, Exit, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{Initialize, Request as _, Shutdown};
use serde::de::DeserializeOwned;

use crate::analysis::Analysis;
use crate::text::{Encoding, Text};
use crate::workspace::{Document, Workspace, is_root, name_of};
use crate::{Environment, answer, framing};

/// What the editor sends, and where answers go.
struct Line {
    input: Receiver<io::Result<Option<Message>>>,
    /// Messages that came before it was their turn.
    waiting: VecDeque<Message>,
}

impl Line {
    fn open() -> Self {
        let (sender, input) = channel();
        // It ends with the input, or with the process.
        thread::spawn(move || {
            let mut stdin = BufReader::new(io::stdin());
            loop {
                let message = framing::read(&mut stdin);
                let is_last = !matches!(message, Ok(Some(_)));
                if sender.send(message).is_err() || is_last {
                    break;
                }
            }
        });
        Self { input, waiting: VecDeque::new() }
    }

    /// The next message; none at the end.
    fn next(&mut self) -> io::Result<Option<Message>> {
        match self.waiting.pop_front() {
            Some(message) => Ok(Some(message)),
            None => self.input.recv().unwrap_or(Ok(None)),
        }
    }

    /// Whether there is something to be read at once.
    fn has_more(&mut self) -> io::Result<bool> {
        if !self.waiting.is_empty() {
            return Ok(true);
        }
        match self.input.try_recv() {
            Ok(Ok(Some(message))) => self.waiting.push_back(message),
            Ok(Ok(None)) | Err(TryRecvError::Empty | TryRecvError::Disconnected) => {}
            Ok(Err(problem)) => return Err(problem),
        }
        Ok(!self.waiting.is_empty())
    }
}

fn send(message: impl Into<Message>) -> io::Result<()> {
    framing::write(&mut io::stdout().lock(), &message.into())
}

/// What is known: documents, the schemas that they belong to, and what was said of each file.
pub(crate) struct Server {
    pub(crate) workspace: Workspace,
    /// The schemas of all open documents, by root.
    pub(crate) schemas: BTreeMap<String, Analysis>,
    /// Roots whose schema has to be looked at again.
    stale: BTreeSet<String>,
    /// Files of which problems were said.
    told: BTreeMap<String, Vec<lsp::Diagnostic>>,
}

pub(crate) fn serve(environment: Environment) -> io::Result<()> {
    let mut line = Line::open();
    let Some(encoding) = initialize(&mut line)? else { return Ok(()) };
    let workspace = Workspace::new(encoding, environment);
    let mut server =
        Server { workspace, schemas: BTreeMap::new(), stale: BTreeSet::new(), told: BTreeMap::new() };
    let mut is_leaving = false;
    while let Some(message) = line.next()? {
        match message {
            Message::Request(request) if is_leaving => {
                let text = "the server is shutting down".to_owned();
                send(Response::new_err(request.id, ErrorCode::InvalidRequest as i32, text))?;
            }
            Message::Request(request) if request.method == Shutdown::METHOD => {
                is_leaving = true;
                send(Response::new_ok(request.id, ()))?;
            }
            Message::Request(request) => {
                server.look_again()?;
                send(server.respond(request))?;
            }
            Message::Notification(notification) if notification.method == Exit::METHOD => {
                return if is_leaving {
                    Ok(())
                } else {
                    Err(io::Error::other("the editor left without `shutdown`"))
                };
            }
            Message::Notification(notification) => server.take(&notification),
            Message::Response(_) => {}
        }
        if !line.has_more()? {
            server.look_again()?;
        }
    }
    Ok(())
}

/// Waits for the first request, and says what can be asked. The units of columns; none if the input ends.
fn initialize(line: &mut Line) -> io::Result<Option<Encoding>> {
    while let Some(message) = line.next()? {
        let Message::Request(Request { id, method, params }) = message else {
            if matches!(&message, Message::Notification(note) if note.method == Exit::METHOD) {
                return Ok(None);
            }
            continue;
        };
        if method != Initialize::METHOD {
            let text = format!("`{method}` comes before `initialize`");
            send(Response::new_err(id, ErrorCode::ServerNotInitialized as i32, text))?;
            continue;
        }
        // What an editor says of itself beside this does not matter.
        let encodings =
            params.pointer("/capabilities/general/positionEncodings").and_then(|value| value.as_array());
        let has_utf8 = encodings.is_some_and(|all| all.iter().any(|encoding| encoding == "utf-8"));
        let encoding = if has_utf8 { Encoding::Utf8 } else { Encoding::Utf16 };
        let result = lsp::InitializeResult {
            capabilities: answer::capabilities(encoding),
            server_info: Some(lsp::ServerInfo {
                name: "lonely".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        };
        send(Response::new_ok(id, result))?;
        return Ok(Some(encoding));
    }
    Ok(None)
}

impl Server {
    fn respond(&self, request: Request) -> Response {
        let Request { id, method, params } = request;
        match answer::answer(self, &method, params) {
            Ok(result) => Response::new_ok(id, result),
            Err((code, text)) => refusal(id, code, text),
        }
    }

    /// Takes in what happened in the editor. What it cannot be is passed over, as the protocol has it.
    fn take(&mut self, notification: &Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            DidOpenTextDocument::METHOD => read(params).map(|params| self.open(params)),
            DidChangeTextDocument::METHOD => read(params).map(|params| self.change(params)),
            DidCloseTextDocument::METHOD => read(params).map(|params| self.close(&params)),
            DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => {
                self.find_roots();
                self.stale.extend(self.schemas.keys().cloned());
                None
            }
            _ => None,
        }
        .unwrap_or_default();
    }

    fn open(&mut self, params: lsp::DidOpenTextDocumentParams) {
        let lsp::TextDocumentItem { uri, version, text, .. } = params.text_document;
        let path = name_of(&uri);
        let text = Text::new(text, self.workspace.encoding);
        self.workspace.documents.insert(path.clone(), Document { uri, version, text, root: path.clone() });
        self.touch(&path);
        self.find_roots();
    }

    fn change(&mut self, params: lsp::DidChangeTextDocumentParams) {
        let path = name_of(&params.text_document.uri);
        let Some(document) = self.workspace.documents.get_mut(&path) else { return };
        let was_root = is_root(document.text.as_str());
        document.version = params.text_document.version;
        for change in params.content_changes {
            match change.range {
                Some(range) => document.text.replace(range, &change.text),
                None => document.text = Text::new(change.text, self.workspace.encoding),
            }
        }
        let is_other = was_root != is_root(document.text.as_str());
        self.touch(&path);
        if is_other {
            self.find_roots();
        }
    }

    fn close(&mut self, params: &lsp::DidCloseTextDocumentParams) {
        let path = name_of(&params.text_document.uri);
        self.workspace.documents.remove(&path);
        self.touch(&path);
        self.find_roots();
    }

    /// A file is another one now.
    fn touch(&mut self, path: &str) {
        let with =
            self.schemas.iter().filter(|(root, schema)| *root == path || schema.files.contains_key(path));
        self.stale.extend(with.map(|(root, _)| root.clone()));
        if let Some(document) = self.workspace.documents.get(path) {
            self.stale.insert(document.root.clone());
        }
    }

    /// Finds the schema that each open document belongs to.
    fn find_roots(&mut self) {
        let roots: Vec<_> =
            self.workspace.documents.keys().map(|path| self.workspace.root_of(path)).collect();
        for (document, root) in self.workspace.documents.values_mut().zip(roots) {
            if !self.schemas.contains_key(&root) {
                self.stale.insert(root.clone());
            }
            document.root = root;
        }
    }

    /// Looks at what has changed, and says what is wrong now.
    fn look_again(&mut self) -> io::Result<()> {
        if self.stale.is_empty() {
            return Ok(());
        }
        let used: BTreeSet<String> =
            self.workspace.documents.values().map(|document| document.root.clone()).collect();
        self.schemas.retain(|root, _| used.contains(root));
        for root in std::mem::take(&mut self.stale).intersection(&used) {
            let before = self.schemas.remove(root);
            self.schemas.insert(root.clone(), Analysis::of(root, &self.workspace, before));
        }
        self.tell()
    }

    /// Says of each file what is wrong with it, if that is something else than before.
    fn tell(&mut self) -> io::Result<()> {
        let mut now: BTreeMap<String, Vec<lsp::Diagnostic>> = BTreeMap::new();
        for problem in self.schemas.values().flat_map(|schema| &schema.problems) {
            let list = now.entry(problem.path.clone()).or_default();
            // A file that several schemas include has each problem once.
            if !list.contains(&problem.diagnostic) {
                list.push(problem.diagnostic.clone());
            }
        }
        for path in self.told.keys().chain(self.workspace.documents.keys()) {
            now.entry(path.clone()).or_default();
        }
        for (path, diagnostics) in &now {
            if self.told.get(path) == Some(diagnostics) {
                continue;
            }
            let Some(uri) = self.workspace.uri(path) else { continue };
            let version = self.workspace.documents.get(path).map(|document| document.version);
            let params = lsp::PublishDiagnosticsParams { uri, diagnostics: diagnostics.clone(), version };
            send(Notification::new(PublishDiagnostics::METHOD.to_owned(), params))?;
        }
        now.retain(|path, list| !list.is_empty() || self.workspace.documents.contains_key(path));
        self.told = now;
        Ok(())
    }
}

fn refusal(id: RequestId, code: ErrorCode, text: String) -> Response {
    Response::new_err(id, code as i32, text)
}

fn read<T: DeserializeOwned>(params: &serde_json::Value) -> Option<T> {
    serde_json::from_value(params.clone()).ok()
}
