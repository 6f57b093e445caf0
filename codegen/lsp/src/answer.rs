//! What can be asked, and who answers.

use lsp_server::ErrorCode;
use lsp_types as lsp;
use lsp_types::request as ask;
use lsp_types::request::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::analysis::Analysis;
use crate::index::Mention;
use crate::server::Server;
use crate::text::{Encoding, Text};
use crate::workspace::{Document, name_of};
use crate::{complete, hover, navigate};

/// Why a question has no answer.
pub(crate) type Refusal = (ErrorCode, String);

/// A document that is asked about, and the schema that it is a part of.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'s> {
    pub(crate) server: &'s Server,
    pub(crate) path: &'s str,
    pub(crate) document: &'s Document,
    pub(crate) schema: &'s Analysis,
}

impl<'s> Asked<'s> {
    fn of(server: &'s Server, uri: &lsp::Uri) -> Option<Self> {
        let (path, document) = server.workspace.documents.get_key_value(&name_of(uri))?;
        Some(Self { server, path, document, schema: server.schemas.get(&document.root)? })
    }

    pub(crate) fn text(&self) -> &'s Text {
        &self.document.text
    }

    /// The name at an offset, if it stands there as it did when the file could be read last.
    pub(crate) fn mention(&self, at: usize) -> Option<&'s Mention> {
        let mentions = &self.schema.files.get(self.path)?.mentions;
        let found = mentions.iter().find(|mention| mention.range.start <= at && at <= mention.range.end)?;
        let is_there = self.text().body().get(found.range.clone()) == Some(found.symbol.name());
        is_there.then_some(found)
    }
}

pub(crate) fn capabilities(encoding: Encoding) -> lsp::ServerCapabilities {
    lsp::ServerCapabilities {
        position_encoding: Some(match encoding {
            Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
            Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
        }),
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
            save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
            ..lsp::TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(lsp::CompletionOptions {
            trigger_characters: Some([" ", "{", "[", ","].map(str::to_owned).to_vec()),
            ..lsp::CompletionOptions::default()
        }),
        hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
        definition_provider: Some(lsp::OneOf::Left(true)),
        references_provider: Some(lsp::OneOf::Left(true)),
        document_symbol_provider: Some(lsp::OneOf::Left(true)),
        document_formatting_provider: Some(lsp::OneOf::Left(true)),
        code_action_provider: Some(lsp::CodeActionProviderCapability::Options(lsp::CodeActionOptions {
            code_action_kinds: Some(vec![lsp::CodeActionKind::QUICKFIX]),
            ..lsp::CodeActionOptions::default()
        })),
        rename_provider: Some(lsp::OneOf::Right(lsp::RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        })),
        ..lsp::ServerCapabilities::default()
    }
}

/// The answer to a question.
pub(crate) fn answer(server: &Server, method: &str, params: Json) -> Result<Json, Refusal> {
    match method {
        ask::Completion::METHOD => with(params, |params: lsp::CompletionParams| {
            let at = params.text_document_position;
            let asked = Asked::of(server, &at.text_document.uri)?;
            Some(complete::complete(&asked, at.position))
        }),
        ask::HoverRequest::METHOD => with(params, |params: lsp::HoverParams| {
            let at = params.text_document_position_params;
            hover::hover(&Asked::of(server, &at.text_document.uri)?, at.position)
        }),
        ask::Formatting::METHOD => formatting(server, params),
        ask::CodeActionRequest::METHOD => with(params, |params: lsp::CodeActionParams| {
            Some(actions(&Asked::of(server, &params.text_document.uri)?, &params))
        }),
        ask::GotoDefinition::METHOD => with(params, |params: lsp::GotoDefinitionParams| {
            let at = params.text_document_position_params;
            Some(navigate::definitions(&Asked::of(server, &at.text_document.uri)?, at.position))
        }),
        ask::References::METHOD => with(params, |params: lsp::ReferenceParams| {
            let at = params.text_document_position;
            let asked = Asked::of(server, &at.text_document.uri)?;
            Some(navigate::references(&asked, at.position, params.context.include_declaration))
        }),
        ask::DocumentSymbolRequest::METHOD => with(params, |params: lsp::DocumentSymbolParams| {
            Some(navigate::symbols(&Asked::of(server, &params.text_document.uri)?))
        }),
        ask::PrepareRenameRequest::METHOD => with(params, |params: lsp::TextDocumentPositionParams| {
            navigate::renamable(&Asked::of(server, &params.text_document.uri)?, params.position)
        }),
        ask::Rename::METHOD => {
            let params: lsp::RenameParams = read(params)?;
            let at = params.text_document_position;
            let asked = Asked::of(server, &at.text_document.uri).ok_or_else(not_open)?;
            let edit = navigate::rename(&asked, at.position, &params.new_name);
            written(&edit.map_err(|text| (ErrorCode::InvalidParams, text))?)
        }
        method => Err((ErrorCode::MethodNotFound, format!("there is no method `{method}`"))),
    }
}

fn not_open() -> Refusal {
    (ErrorCode::InvalidParams, "the document is not open".to_owned())
}

fn read<P: DeserializeOwned>(params: Json) -> Result<P, Refusal> {
    serde_json::from_value(params).map_err(|problem| (ErrorCode::InvalidParams, problem.to_string()))
}

fn written(result: &impl Serialize) -> Result<Json, Refusal> {
    serde_json::to_value(result).map_err(|problem| (ErrorCode::InternalError, problem.to_string()))
}

fn with<P: DeserializeOwned, R: Serialize>(
    params: Json,
    ask: impl FnOnce(P) -> Option<R>,
) -> Result<Json, Refusal> {
    written(&ask(read(params)?))
}

/// The text in the one style; a refusal says why it stays as it is.
fn formatting(server: &Server, params: Json) -> Result<Json, Refusal> {
    let params: lsp::DocumentFormattingParams = read(params)?;
    let asked = Asked::of(server, &params.text_document.uri).ok_or_else(not_open)?;
    let text = asked.text();
    let formatted = lonelypsp_fmt::format(asked.path, text.as_str())
        .map_err(|problem| (ErrorCode::RequestFailed, problem.to_string()))?;
    let mut edits = Vec::new();
    if formatted != text.as_str() {
        edits.push(lsp::TextEdit { range: text.whole(), new_text: formatted });
    }
    written(&edits)
}

/// What mends the problems of a range.
fn actions(asked: &Asked<'_>, params: &lsp::CodeActionParams) -> Vec<lsp::CodeActionOrCommand> {
    let range = params.range;
    let problems = asked.schema.problems.iter().filter(|problem| {
        let place = problem.diagnostic.range;
        problem.path == asked.path && place.start <= range.end && range.start <= place.end
    });
    let action = |problem: &crate::analysis::Problem| {
        let (title, edits) = problem.fix.clone()?;
        let edits = edits.into_iter().map(|(path, edit)| (path, vec![edit]));
        Some(lsp::CodeActionOrCommand::CodeAction(lsp::CodeAction {
            title,
            kind: Some(lsp::CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![problem.diagnostic.clone()]),
            edit: Some(navigate::edit_of(asked, edits)?),
            is_preferred: Some(true),
            ..lsp::CodeAction::default()
        }))
    };
    problems.filter_map(action).collect()
}
