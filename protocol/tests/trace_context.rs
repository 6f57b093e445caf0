//! Tracing as W3C Trace Context, from the specification's examples and rules.

use lonelypsp::trace_context::{TraceContext, TraceContextError, TraceState};
use proptest::prelude::*;

/// The example of the specification.
const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const TRACE_ID: [u8; 16] =
    [0x0a, 0xf7, 0x65, 0x19, 0x16, 0xcd, 0x43, 0xdd, 0x84, 0x48, 0xeb, 0x21, 0x1c, 0x80, 0x31, 0x9c];
const PARENT_ID: [u8; 8] = [0xb7, 0xad, 0x6b, 0x71, 0x69, 0x20, 0x33, 0x31];

fn parse(text: &str) -> Result<Option<TraceContext<'_>>, TraceContextError> {
    TraceContext::parse(text.as_bytes())
}

fn parsed(text: &str) -> TraceContext<'_> {
    parse(text).unwrap().unwrap()
}

#[test]
fn the_example_of_the_specification() {
    let context = parsed(PARENT);
    assert_eq!((context.trace_id(), context.parent_id(), context.flags()), (TRACE_ID, PARENT_ID, 1));
    assert!(context.is_sampled() && context.trace_state().is_empty());
    assert_eq!(context.encode(), PARENT.as_bytes());
    assert_eq!(TraceContext::new(TRACE_ID, PARENT_ID, 1), Some(context));
}

#[test]
fn with_a_state() {
    let text = format!("{PARENT}\nrojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
    let context = parsed(&text);
    let members: Vec<_> = context.trace_state().members().collect();
    assert_eq!(members, [("rojo", "00f067aa0ba902b7"), ("congo", "t61rcWkgMzE")]);
    assert_eq!(context.encode(), text.as_bytes());
    assert_eq!(TraceContext::receive(text.as_bytes()), Some(context));
}

#[test]
fn nothing_is_no_trace() {
    assert_eq!(TraceContext::parse(b""), Ok(None));
    assert_eq!(TraceContext::receive(b""), None);
}

#[test]
fn an_empty_state_is_none_and_is_not_sent() {
    let text = format!("{PARENT}\n");
    assert_eq!(parsed(&text).encode(), PARENT.as_bytes());
}

#[test]
fn versions() {
    let body = &PARENT[2..];
    let later = parsed("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assert_eq!(later.encode(), PARENT.as_bytes(), "it goes out as the version that is known");
    for right in
        [format!("01{body}"), format!("fe{body}"), format!("01{body}-"), format!("cc{body}-what.the/future")]
    {
        assert!(parse(&right).is_ok(), "{right}");
    }
    for wrong in [
        format!("ff{body}"),
        format!("ff{body}-x"),
        format!("00{body}-"),
        format!("00{body}-x"),
        format!("00{body}0"),
        format!("01{body}x"),
        format!("01{body}."),
        format!("0{body}"),
        format!("000{body}"),
        format!("0A{body}"),
    ] {
        assert_eq!(parse(&wrong), Err(TraceContextError::Parent), "{wrong}");
    }
}

#[test]
fn what_is_no_parent() {
    let wrong = [
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0A",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319cb-7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319-cb7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
        "00-0af7651916cd43dd-8448eb211c80319c-b7ad6b7169203331-01",
        " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\na=b",
        "00-0af7651916cd43dd8448eb211c8031ü-b7ad6b7169203331-01",
        "\n",
        "x",
    ];
    for text in wrong {
        assert_eq!(parse(text), Err(TraceContextError::Parent), "{text}");
        assert_eq!(TraceContext::receive(text.as_bytes()), None, "{text}");
    }
}

/// The records that a `RESPONSE_NOTIFY` needs are no trace context, and nothing takes them for one.
#[test]
fn records_are_something_else() {
    let record = b"\x00\x00\x01\x00\x01x\x00\x02{}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    assert_eq!(TraceContext::parse(record), Err(TraceContextError::Parent));
}

#[test]
fn flags_without_a_meaning_are_not_passed_on() {
    for (received, sent) in
        [("00", "00"), ("01", "01"), ("02", "02"), ("03", "03"), ("fc", "00"), ("ff", "03")]
    {
        let text = format!("{}{received}", &PARENT[..53]);
        assert_eq!(parsed(&text).encode(), format!("{}{sent}", &PARENT[..53]).as_bytes());
    }
}

#[test]
fn states() {
    let long = |key: usize, value: usize| format!("{}={}", "k".repeat(key), "v".repeat(value));
    let many = |count: usize| (0..count).map(|index| format!("k{index}=v")).collect::<Vec<_>>().join(",");
    let right = [
        String::new(),
        ",".into(),
        " , ,\t".into(),
        "a=1".into(),
        "0a=1".into(),
        "a_-*/@z=!\"#$%&'()*+-./:;<>?@[\\]^_`{|}~ x".into(),
        "fw529a3039@dt=FfC6ZZMeAAA".into(),
        "a=1 ,\t b=2".into(),
        "a= b".into(),
        long(256, 256),
        many(32),
        many(32) + ",,,",
    ];
    for text in right {
        let state = TraceState::parse(&text).unwrap_or_else(|_| panic!("{text}"));
        assert_eq!(state.as_str(), text);
    }
    let wrong = [
        "a".into(),
        "a=".into(),
        "=1".into(),
        "a=1=2".into(),
        "A=1".into(),
        "_a=1".into(),
        "a b=1".into(),
        "a =1".into(),
        "a=ü".into(),
        "a=1\n".into(),
        "a=1\nb=2".into(),
        "a=\u{7f}".into(),
        "a=1,a=2".into(),
        "b=1,a=1,b=2".into(),
        long(257, 1),
        long(1, 257),
        many(33),
    ];
    for text in wrong {
        assert_eq!(TraceState::parse(&text), Err(TraceContextError::State), "{text}");
        let tracing = format!("{PARENT}\n{text}");
        assert_eq!(parse(&tracing), Err(TraceContextError::State));
        // Whoever goes on with the trace does without the state.
        assert_eq!(TraceContext::receive(tracing.as_bytes()), TraceContext::new(TRACE_ID, PARENT_ID, 1));
    }
    assert_eq!(parse(&format!("{PARENT}\na=1")).map(|context| context.is_some()), Ok(true));
    let not_text = [PARENT.as_bytes(), b"\na=\xff"].concat();
    assert_eq!(TraceContext::parse(&not_text), Err(TraceContextError::State));
}

#[cfg(feature = "opentelemetry")]
mod opentelemetry {
    use super::*;
    use ::opentelemetry::trace as otel;

    #[test]
    fn a_span_and_back() {
        let text = format!("{PARENT}\nrojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
        let span = parsed(&text).to_span_context();
        assert_eq!(span.trace_id().to_bytes(), TRACE_ID);
        assert_eq!(span.span_id().to_bytes(), PARENT_ID);
        assert!(span.is_valid() && span.is_remote() && span.is_sampled());
        assert_eq!(span.trace_state().get("rojo"), Some("00f067aa0ba902b7"));
        let context = TraceContext::from_span_context(&span).unwrap();
        assert_eq!(context.encode(), text.as_bytes());
    }

    #[test]
    fn no_span_is_no_trace() {
        assert_eq!(TraceContext::from_span_context(&otel::SpanContext::NONE), None);
    }

    /// `opentelemetry` has an older grammar of keys: a state that it refuses is left out, and nothing else.
    #[test]
    fn a_state_that_the_other_side_refuses_is_left_out() {
        let text = format!("{PARENT}\na@b@c=1");
        let span = parsed(&text).to_span_context();
        assert_eq!(span.trace_state(), &otel::TraceState::NONE);
        assert_eq!(span.trace_id().to_bytes(), TRACE_ID);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_hurt(bytes in any::<Vec<u8>>(), text in "[0-9a-f-]{50,60}\n?[a-z0-9=, @]{0,40}") {
        let _ = TraceContext::receive(&bytes);
        let _ = TraceContext::receive(text.as_bytes());
        let state = [PARENT.as_bytes(), b"\n", &bytes].concat();
        prop_assert!(TraceContext::receive(&state).is_some());
    }

    #[test]
    fn what_is_written_is_read(trace_id in any::<[u8; 16]>(), parent_id in any::<[u8; 8]>(), flags in 0_u8..4) {
        let Some(context) = TraceContext::new(trace_id, parent_id, flags) else { return Ok(()) };
        let context = context.with_state(TraceState::parse("a=1,b=2").unwrap());
        let bytes = context.encode();
        prop_assert_eq!(bytes.len(), 55 + 1 + 7);
        prop_assert_eq!(TraceContext::parse(&bytes), Ok(Some(context)));
    }
}
