//! The `websocket:` urls, from the description of the wire format.

use lonelypsp::connection::{Connection, PartRule, Url, UrlError};

/// Nonces that were seen on the wire, and what came of them.
const BROADCASTER_NONCE: [u8; 32] = [
    0xbb, 0x25, 0x28, 0x7d, 0x19, 0x02, 0x66, 0x8a, 0xd2, 0x37, 0xd6, 0x83, 0x91, 0x51, 0xf4, 0x77, 0x97,
    0x4e, 0xec, 0x4a, 0x13, 0xbd, 0xae, 0xd8, 0x39, 0x16, 0xd6, 0x15, 0x73, 0x2b, 0xa2, 0x4c,
];
const NONCE: &str = "5IgMYVFFWPZuDoAYu9NZI/oNv/sFf+taDsOAUBb0Zl8=";

fn connection(rule: PartRule) -> Connection {
    let subscriber_nonce = std::array::from_fn(|index| u8::try_from(index).unwrap());
    Connection::new(&subscriber_nonce, &BROADCASTER_NONCE, rule)
}

fn counter(url: Result<Url, UrlError>) -> String {
    let url = url.unwrap();
    url.strip_prefix("websocket:").unwrap().strip_prefix(NONCE).unwrap().strip_prefix(':').unwrap().into()
}

#[test]
fn the_first_url_of_a_connection_that_was_seen() {
    let mut connection = connection(PartRule::PerPart);
    assert_eq!(connection.nonce(), NONCE);
    let url = connection.subscriber_url().unwrap();
    assert_eq!(url.as_str(), "websocket:5IgMYVFFWPZuDoAYu9NZI/oNv/sFf+taDsOAUBb0Zl8=:-1");
    assert_eq!(format!("{url} {url:?}"), format!("{0} {0:?}", url.as_str()));
}

#[test]
fn the_order_of_the_nonces_matters() {
    let one = Connection::new(&[1; 32], &[2; 32], PartRule::PerPart);
    let two = Connection::new(&[2; 32], &[1; 32], PartRule::PerPart);
    assert_ne!(one.nonce(), two.nonce());
}

#[test]
fn counters_are_hexadecimal_without_padding() {
    let connection = connection(PartRule::PerPart);
    let known = [
        (1, "1"),
        (10, "a"),
        (16, "10"),
        (300, "12c"),
        (-1, "-1"),
        (-10, "-a"),
        (i64::MAX, "7fffffffffffffff"),
    ];
    for (value, text) in known {
        assert_eq!(counter(Ok(connection.url(value))), text);
    }
    for value in (-70_000..70_000).step_by(7) {
        let sign = if value < 0 { "-" } else { "" };
        assert_eq!(counter(Ok(connection.url(value))), format!("{sign}{:x}", value.unsigned_abs()));
    }
}

#[test]
fn a_value_is_used_then_the_counter_moves_away_from_zero() {
    let mut connection = connection(PartRule::PerPart);
    for expected in ["-1", "-2", "-3"] {
        assert_eq!(counter(connection.subscriber_url()), expected);
    }
    for expected in ["1", "2", "3"] {
        assert_eq!(counter(connection.broadcaster_url()), expected);
    }
}

/// A message in four parts, and then a small one: the urls that were seen of the reference's broadcaster, 1 to 5.
#[test]
fn parts_move_the_counter_as_the_rule_says() {
    let urls = |rule| {
        let mut connection = connection(rule);
        [true, false, false, false, true].map(|is_first| counter(connection.receive_url(is_first)))
    };
    assert_eq!(urls(PartRule::PerPart), ["1", "2", "3", "4", "5"]);
    assert_eq!(urls(PartRule::PerMessage), ["1", "1", "1", "1", "2"]);
}

#[test]
fn messages_of_one_part_are_the_same_under_both_rules() {
    let (mut one, mut two) = (connection(PartRule::PerPart), connection(PartRule::PerMessage));
    for _ in 0..100 {
        assert_eq!(one.receive_url(true), two.receive_url(true));
        assert_eq!(one.broadcaster_url(), two.broadcaster_url());
        assert_eq!(one.subscriber_url(), two.subscriber_url());
    }
}

/// Other messages of the broadcaster may come between two parts.
#[test]
fn a_later_part_has_the_url_of_its_first_though_others_came_between() {
    let mut connection = connection(PartRule::PerMessage);
    assert_eq!(counter(connection.receive_url(true)), "1");
    assert_eq!(counter(connection.broadcaster_url()), "2");
    assert_eq!(counter(connection.receive_url(false)), "1");
    assert_eq!(counter(connection.broadcaster_url()), "3");
}

#[test]
fn a_later_part_needs_a_first() {
    for rule in [PartRule::PerPart, PartRule::PerMessage] {
        let mut connection = connection(rule);
        assert_eq!(connection.receive_url(false), Err(UrlError::NoFirstPart));
        assert_eq!(counter(connection.broadcaster_url()), "1");
    }
}

/// A whole conversation, at both ends: what each message is signed with is what it is checked with.
#[test]
fn both_ends_stay_together() {
    let mut ends = [connection(PartRule::PerPart), connection(PartRule::PerPart)];
    // SUBSCRIBE_EXACT and its confirmation, ENABLE_ZSTD_PRESET, RECEIVE_STREAM in two parts, CONTINUE_RECEIVE,
    // CONFIRM_RECEIVE, MISSED, UNSUBSCRIBE_EXACT and its confirmation.
    let urls = ends.each_mut().map(|end| {
        let mut urls = vec![];
        let request = end.subscriber_url();
        urls.extend([request, request, end.broadcaster_url(), end.receive_url(true), end.subscriber_url()]);
        urls.extend([end.receive_url(false), end.subscriber_url(), end.broadcaster_url()]);
        let request = end.subscriber_url();
        urls.extend([request, request]);
        urls.into_iter().map(counter).collect::<Vec<_>>()
    });
    assert_eq!(urls[0], ["-1", "-1", "1", "2", "-2", "3", "-3", "4", "-4", "-4"]);
    assert_eq!(urls[0], urls[1]);
}
