//! What a program does to take part in a trace: put its span into what it sends, and take the sender's out of what it gets.

pub mod peers;

use lonelypsp::trace_context::TraceContext;
use opentelemetry::Context;
use opentelemetry::trace::TraceContextExt as _;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The tracing of a message that is sent within the current span; nothing, where nobody traces.
pub fn tracing_to_send() -> Vec<u8> {
    let context = Span::current().context();
    TraceContext::from_span_context(context.span().span_context())
        .map(|span| span.encode())
        .unwrap_or_default()
}

/// Makes the span that sent a message the parent of this one, in which the message is worked on. Tracing that is no trace
/// context changes nothing: a message is never refused for it.
pub fn go_on(span: &Span, tracing: &[u8]) {
    if let Some(sender) = TraceContext::receive(tracing) {
        // It fails only where the span is not traced.
        let _ = span.set_parent(Context::new().with_remote_span_context(sender.to_span_context()));
    }
}
