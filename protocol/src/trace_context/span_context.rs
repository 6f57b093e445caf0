//! To and from the crate `opentelemetry`.

use opentelemetry::trace::{SpanContext, SpanId, TraceFlags, TraceId};

use super::{TraceContext, TraceState, state};

impl TraceContext<'static> {
    /// The context to send with a message of this span; none if the span is not valid, which is so where nothing
    /// traces. A state that W3C Trace Context does not allow is left out. Needs the feature `opentelemetry`.
    ///
    /// With `tracing-opentelemetry`, the span context is that of `Span::current().context().span()`.
    ///
    /// ```
    /// use lonelypsp::trace_context::TraceContext;
    /// use opentelemetry::trace::SpanContext;
    ///
    /// let span = SpanContext::empty_context();
    /// let tracing = TraceContext::from_span_context(&span).map(|context| context.encode());
    /// assert_eq!(tracing, None);
    /// ```
    pub fn from_span_context(span: &SpanContext) -> Option<Self> {
        let (trace_id, span_id) = (span.trace_id().to_bytes(), span.span_id().to_bytes());
        let context = Self::new(trace_id, span_id, span.trace_flags().to_u8())?;
        let state = state::parse_owned(span.trace_state().header()).unwrap_or_default();
        Some(context.with_state(state))
    }
}

impl TraceContext<'_> {
    /// The span that sent the message, as a remote one: the parent of what is done with the message. Needs the feature
    /// `opentelemetry`.
    ///
    /// With `tracing-opentelemetry`: `span.set_parent(Context::new().with_remote_span_context(…))`.
    ///
    /// ```
    /// use lonelypsp::trace_context::TraceContext;
    ///
    /// let tracing = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nvendor=value";
    /// let context = TraceContext::receive(tracing).expect("it is a context");
    /// let span = context.to_span_context();
    /// assert!(span.is_remote() && span.is_sampled());
    /// assert_eq!(span.trace_state().get("vendor"), Some("value"));
    /// assert_eq!(TraceContext::from_span_context(&span), Some(context));
    /// ```
    pub fn to_span_context(&self) -> SpanContext {
        let trace_id = TraceId::from_bytes(self.trace_id());
        let span_id = SpanId::from_bytes(self.parent_id());
        let flags = TraceFlags::new(self.flags());
        SpanContext::new(trace_id, span_id, flags, true, span_state(self.trace_state()))
    }
}

/// A state whose keys are right here may be wrong there, since the two editions of the specification differ about `@`. It is
/// then left out.
fn span_state(state: &TraceState<'_>) -> opentelemetry::trace::TraceState {
    opentelemetry::trace::TraceState::from_key_value(state.members()).unwrap_or_default()
}
