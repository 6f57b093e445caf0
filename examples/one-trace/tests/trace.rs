//! The spans of three programs are one trace, each the child of the one before, though only bytes pass between them.

use example_one_trace::peers::{broadcast, notify, receive};
use opentelemetry::trace::{SpanId, TracerProvider as _};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use tracing_subscriber::layer::SubscriberExt as _;

/// Runs one program, with a tracer of its own, and gives the span that it exports.
fn program<T>(run: impl FnOnce() -> T) -> (T, SpanData) {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("program"));
    let done = tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), run);
    provider.force_flush().unwrap();
    let mut spans = exporter.get_finished_spans().unwrap();
    assert_eq!(spans.len(), 1);
    (done, spans.remove(0))
}

#[test]
fn the_span_of_whoever_sends_is_the_parent_of_whoever_receives() {
    let (sent, first) = program(|| notify(b"news", b"hello").unwrap());
    let (sent, second) = program(|| broadcast(&sent).unwrap());
    let (topic, third) = program(|| receive(&sent).unwrap());

    assert_eq!(topic, b"news");
    assert_eq!([&first.name, &second.name, &third.name], ["notify", "broadcast", "receive"]);
    assert_eq!(first.parent_span_id, SpanId::INVALID);
    assert_eq!(second.parent_span_id, first.span_context.span_id());
    assert_eq!(third.parent_span_id, second.span_context.span_id());
    assert!(second.parent_span_is_remote && third.parent_span_is_remote);
    let trace = first.span_context.trace_id();
    assert_eq!([second.span_context.trace_id(), third.span_context.trace_id()], [trace, trace]);
}

#[test]
fn where_nobody_traces_nothing_is_sent_and_everything_is_received() {
    let sent = notify(b"news", b"hello").unwrap();
    let Ok(lonelypsp::stateful::s2b::Notify::Uncompressed(message)) =
        lonelypsp::stateful::s2b::Notify::decode(&sent)
    else {
        panic!("it is a notification")
    };
    assert_eq!(message.tracing, b"");
    let (_, span) = program(|| broadcast(&sent).unwrap());
    assert_eq!(span.parent_span_id, SpanId::INVALID);
}
